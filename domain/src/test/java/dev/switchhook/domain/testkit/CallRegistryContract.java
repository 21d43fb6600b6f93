package dev.switchhook.domain.testkit;

import static dev.switchhook.domain.port.registry.CallState.ANNOUNCED;
import static dev.switchhook.domain.port.registry.CallState.ENDING;
import static dev.switchhook.domain.port.registry.CallState.FAILED;
import static dev.switchhook.domain.port.registry.CallState.LIVE;
import static dev.switchhook.domain.port.registry.CallState.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.registry.Announced;
import dev.switchhook.domain.port.registry.CallRecord;
import dev.switchhook.domain.port.registry.CallRegistry;
import dev.switchhook.domain.port.registry.CallState;
import dev.switchhook.domain.port.registry.Node;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.port.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every registry of calls promises. An adapter's test extends this class and brings an empty registry whose clock
/// it can move.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class CallRegistryContract {

    private static final int CROWD = 32;
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(61);
    private static final int MANY = 1000;

    private static final NodeId HERE = new NodeId("here-1");
    private static final NodeId THERE = new NodeId("there-1");
    private static final CallId CALL = new CallId("CA1");
    private static final StreamTicket TICKET = ticket(1);
    private static final StreamTicket SECOND = ticket(2);
    private static final StreamTicket THIRD = ticket(3);
    private static final Optional<EndReason> GOODBYE = Optional.of(EndReason.AGENT_SAID_GOODBYE);

    private CallRegistry registry;

    /// An empty registry.
    protected abstract CallRegistry empty() throws Exception;

    /// From now on the clock of the registry shows that much more. The clock may go on by itself, too.
    protected abstract void passes(Duration time) throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        registry = empty();
    }

    private static StreamTicket ticket(int number) {
        return new StreamTicket("ticket-%036d".formatted(number));
    }

    private static IncomingCall incoming(CallId call) {
        return new IncomingCall(
                call, new PhoneNumber("+493012345678"), new PhoneNumber("+18005550100"), Attestation.PARTIAL);
    }

    private Announced announce(CallId call, StreamTicket ticket) throws RegistryUnavailable {
        return registry.announce(incoming(call), ticket, LIFE);
    }

    /// A call that this node serves, with epoch 1.
    private void live(NodeId owner) throws RegistryUnavailable {
        live(CALL, TICKET, owner);
    }

    private void live(CallId call, StreamTicket ticket, NodeId owner) throws RegistryUnavailable {
        announce(call, ticket);
        assertThat(registry.claim(ticket, call, owner)).isPresent();
    }

    private CallRecord record() throws RegistryUnavailable {
        return registry.find(CALL).orElseThrow();
    }

    private List<CallId> unattended() throws RegistryUnavailable {
        return registry.unattended(PATIENCE, MANY).stream()
                .map(record -> record.call().id())
                .toList();
    }

    private static <T> List<T> allAtOnce(Callable<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CROWD);
        List<T> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                running.add(crowd.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            for (Future<T> one : running) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    // Announcing

    @Test
    void an_announced_call_is_recorded_with_everything_that_was_said() throws RegistryUnavailable {
        assertThat(announce(CALL, TICKET)).isEqualTo(new Announced.New());

        CallRecord record = record();
        assertThat(record)
                .isEqualTo(new CallRecord(
                        incoming(CALL),
                        ANNOUNCED,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        record.announcedAt(),
                        record.announcedAt()));
    }

    @Test
    void a_call_that_was_never_announced_is_not_found() throws RegistryUnavailable {
        assertThat(registry.find(CALL)).isEmpty();
    }

    @Test
    void a_caller_whose_number_is_nonsense_is_recorded_all_the_same() throws RegistryUnavailable {
        IncomingCall strange = new IncomingCall(
                CALL, new PhoneNumber("\0anonymous\ud800'; --" + "x".repeat(300)), new PhoneNumber(""));
        assertThat(registry.announce(strange, TICKET, LIFE)).isEqualTo(new Announced.New());
        assertThat(record().call().from().stated()).contains("anonymous");
        assertThat(record().call().to()).isEqualTo(new PhoneNumber(""));
    }

    @Test
    void w1_a_repeated_announcement_gets_the_ticket_that_waits() throws RegistryUnavailable {
        announce(CALL, TICKET);
        assertThat(announce(CALL, SECOND)).isEqualTo(new Announced.Repeated(TICKET));
        assertThat(registry.expects(SECOND)).isFalse();
        assertThat(registry.expects(TICKET)).isTrue();
    }

    @Test
    void w1_announcements_at_the_same_time_agree_on_one_ticket() throws Exception {
        List<Announced> answers = allAtOnce(() -> announce(CALL, TICKET));
        assertThat(answers).containsOnlyOnce(new Announced.New());
        assertThat(answers).filteredOn(new Announced.Repeated(TICKET)::equals).hasSize(CROWD - 1);
    }

    @Test
    void w2_an_announcement_after_the_claim_is_a_replay() throws RegistryUnavailable {
        live(HERE);
        assertThat(announce(CALL, SECOND)).isEqualTo(new Announced.Replayed());
        assertThat(registry.expects(SECOND)).isFalse();
        assertThat(record().epoch()).isEqualTo(1);
    }

    @Test
    void w2_a_replay_does_not_learn_the_ticket_of_a_resumed_conversation() throws RegistryUnavailable {
        live(HERE);
        registry.reissue(CALL, 1, SECOND, LIFE);
        assertThat(announce(CALL, THIRD)).isEqualTo(new Announced.Replayed());
    }

    @Test
    void w2_an_announcement_after_the_ticket_has_expired_is_a_replay() throws Exception {
        announce(CALL, TICKET);
        passes(LONG);
        assertThat(announce(CALL, SECOND)).isEqualTo(new Announced.Replayed());
        assertThat(registry.expects(SECOND)).isFalse();
    }

    @Test
    void w2_an_announcement_of_a_call_that_is_over_is_a_replay() throws RegistryUnavailable {
        announce(CALL, TICKET);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        assertThat(announce(CALL, SECOND)).isEqualTo(new Announced.Replayed());
    }

    // Tickets

    @Test
    void asking_for_a_ticket_claims_nothing() throws RegistryUnavailable {
        announce(CALL, TICKET);
        assertThat(registry.expects(TICKET)).isTrue();
        assertThat(registry.expects(TICKET)).isTrue();
        assertThat(registry.expects(SECOND)).isFalse();
        assertThat(registry.claim(TICKET, CALL, HERE)).isPresent();
        assertThat(registry.expects(TICKET)).isFalse();
    }

    @Test
    void claiming_makes_the_claimer_the_owner_of_a_live_call() throws RegistryUnavailable {
        announce(CALL, TICKET);
        CallRecord claimed = registry.claim(TICKET, CALL, HERE).orElseThrow();
        assertThat(claimed.state()).isEqualTo(LIVE);
        assertThat(claimed.owner()).contains(HERE);
        assertThat(claimed.epoch()).isEqualTo(1);
        assertThat(claimed).isEqualTo(record());
    }

    @Test
    void s2_a_ticket_is_claimed_once_however_many_claim_it_at_once() throws Exception {
        announce(CALL, TICKET);
        List<Optional<CallRecord>> claims = allAtOnce(() -> registry.claim(TICKET, CALL, HERE));
        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(record().epoch()).isEqualTo(1);
    }

    @Test
    void a_ticket_opens_no_other_call() throws RegistryUnavailable {
        CallId other = new CallId("CA2");
        announce(CALL, TICKET);
        announce(other, SECOND);
        assertThat(registry.claim(TICKET, other, HERE)).isEmpty();
        assertThat(registry.claim(THIRD, CALL, HERE)).isEmpty();
        assertThat(registry.claim(TICKET, new CallId("CA3"), HERE)).isEmpty();
        assertThat(registry.claim(TICKET, CALL, HERE)).isPresent();
    }

    @Test
    void w8_a_ticket_expires() throws Exception {
        announce(CALL, TICKET);
        passes(SHORT);
        assertThat(registry.expects(TICKET)).isTrue();
        passes(LONG);
        assertThat(registry.expects(TICKET)).isFalse();
        assertThat(registry.claim(TICKET, CALL, HERE)).isEmpty();
        assertThat(record().state()).isEqualTo(ANNOUNCED);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallState.class,
            names = {"FAILED", "ENDING", "OVER"})
    void a_call_that_is_past_live_cannot_be_claimed(CallState state) throws RegistryUnavailable {
        live(HERE);
        registry.reissue(CALL, 1, SECOND, LIFE);
        registry.advance(CALL, 1, state, GOODBYE);
        assertThat(registry.expects(SECOND)).isFalse();
        assertThat(registry.claim(SECOND, CALL, THERE)).isEmpty();
        assertThat(record().state()).isEqualTo(state);
    }

    @Test
    void a_reissued_ticket_lets_another_node_go_on_with_the_call() throws RegistryUnavailable {
        live(HERE);
        assertThat(registry.reissue(CALL, 1, SECOND, LIFE)).contains(SECOND);
        assertThat(record().owner()).contains(HERE);
        assertThat(record().epoch()).isEqualTo(1);

        CallRecord claimed = registry.claim(SECOND, CALL, THERE).orElseThrow();
        assertThat(claimed.owner()).contains(THERE);
        assertThat(claimed.epoch()).isEqualTo(2);
        assertThat(registry.advance(CALL, 1, ENDING, GOODBYE)).isFalse();
    }

    @Test
    void a_ticket_that_waits_is_reissued_instead_of_a_fresh_one_and_lives_on() throws Exception {
        live(HERE);
        registry.reissue(CALL, 1, SECOND, LIFE);
        passes(SHORT.multipliedBy(3));
        assertThat(registry.reissue(CALL, 1, THIRD, LIFE)).contains(SECOND);
        passes(SHORT.multipliedBy(2));
        assertThat(registry.expects(SECOND)).isTrue();
        assertThat(registry.expects(THIRD)).isFalse();
    }

    @Test
    void a_ticket_that_has_expired_is_replaced() throws Exception {
        live(HERE);
        registry.reissue(CALL, 1, SECOND, LIFE);
        passes(LONG);
        assertThat(registry.reissue(CALL, 1, THIRD, LIFE)).contains(THIRD);
        assertThat(registry.expects(SECOND)).isFalse();
    }

    @Test
    void a_used_ticket_is_never_given_out_again() throws RegistryUnavailable {
        live(HERE);
        assertThat(registry.reissue(CALL, 1, SECOND, LIFE)).contains(SECOND);
        registry.claim(SECOND, CALL, HERE);
        assertThat(registry.reissue(CALL, 2, THIRD, LIFE)).contains(THIRD);
        assertThat(registry.claim(SECOND, CALL, HERE)).isEmpty();
    }

    @Test
    void a_call_of_another_epoch_or_of_nobody_gets_no_ticket() throws RegistryUnavailable {
        live(HERE);
        assertThat(registry.reissue(CALL, 0, SECOND, LIFE)).isEmpty();
        assertThat(registry.reissue(CALL, 2, SECOND, LIFE)).isEmpty();
        assertThat(registry.reissue(new CallId("CA2"), 0, SECOND, LIFE)).isEmpty();
        assertThat(registry.expects(SECOND)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = CallState.class, mode = EnumSource.Mode.EXCLUDE, names = "LIVE")
    void a_call_that_is_not_live_gets_no_ticket(CallState state) throws RegistryUnavailable {
        announce(CALL, TICKET);
        registry.advance(CALL, 0, state, GOODBYE);
        assertThat(registry.reissue(CALL, 0, SECOND, LIFE)).isEmpty();
        assertThat(registry.expects(SECOND)).isFalse();
    }

    // Going forward

    @Test
    void the_owner_moves_its_call_forward() throws RegistryUnavailable {
        live(HERE);
        assertThat(registry.advance(CALL, 1, ENDING, GOODBYE)).isTrue();
        assertThat(record().state()).isEqualTo(ENDING);
        assertThat(record().reason()).isEqualTo(GOODBYE);
        assertThat(registry.advance(CALL, 1, OVER, GOODBYE)).isTrue();
        assertThat(record().state()).isEqualTo(OVER);
    }

    @ParameterizedTest
    @EnumSource(CallState.class)
    void w5_states_asked_for_in_any_order_and_repeatedly_only_go_forward(CallState first) throws RegistryUnavailable {
        int number = 0;
        for (CallState second : CallState.values()) {
            CallId call = new CallId("CA" + first + second);
            announce(call, ticket(++number));
            for (CallState state : List.of(first, second, first, second)) {
                assertThat(registry.advance(call, 0, state, GOODBYE)).isTrue();
            }
            CallState furthest = first.next().contains(second) ? second : first;
            assertThat(registry.find(call).orElseThrow().state()).isEqualTo(furthest);
        }
    }

    @Test
    void repeating_a_state_or_asking_for_a_passed_one_changes_nothing() throws Exception {
        live(HERE);
        registry.advance(CALL, 1, ENDING, GOODBYE);
        CallRecord before = record();
        passes(SHORT);
        assertThat(registry.advance(CALL, 1, ENDING, Optional.of(EndReason.TIME_LIMIT)))
                .isTrue();
        assertThat(registry.advance(CALL, 1, LIVE, Optional.empty())).isTrue();
        assertThat(registry.advance(CALL, 1, FAILED, Optional.of(EndReason.LINE_LOST)))
                .isTrue();
        assertThat(record()).isEqualTo(before);
    }

    @Test
    void the_first_reason_stays() throws RegistryUnavailable {
        live(HERE);
        registry.advance(CALL, 1, FAILED, Optional.of(EndReason.MODEL_LOST));
        registry.advance(CALL, 1, ENDING, Optional.of(EndReason.LINE_LOST));
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        assertThat(record().reason()).contains(EndReason.MODEL_LOST);
    }

    @Test
    void a_writer_of_another_epoch_is_fenced() throws RegistryUnavailable {
        live(HERE);
        registry.takeOver(CALL, 1, THERE);
        assertThat(registry.advance(CALL, 1, ENDING, GOODBYE)).isFalse();
        assertThat(registry.release(CALL, 1)).isFalse();
        assertThat(registry.reissue(CALL, 1, SECOND, LIFE)).isEmpty();
        assertThat(registry.takeOver(CALL, 1, HERE)).isEmpty();
        assertThat(record().state()).isEqualTo(LIVE);
        assertThat(record().owner()).contains(THERE);
        assertThat(registry.advance(CALL, 2, ENDING, GOODBYE)).isTrue();
        assertThat(registry.advance(CALL, 1, ENDING, GOODBYE)).isFalse();
    }

    @Test
    void nobody_owns_a_call_that_is_not_known() throws RegistryUnavailable {
        assertThat(registry.advance(CALL, 0, LIVE, Optional.empty())).isFalse();
        assertThat(registry.release(CALL, 0)).isFalse();
        assertThat(registry.takeOver(CALL, 0, HERE)).isEmpty();
        assertThat(registry.find(CALL)).isEmpty();
    }

    @Test
    void every_change_tells_when_it_was_made() throws Exception {
        announce(CALL, TICKET);
        CallRecord announced = record();
        passes(SHORT);
        registry.claim(TICKET, CALL, HERE);
        CallRecord live = record();
        assertThat(live.announcedAt()).isEqualTo(announced.announcedAt());
        assertThat(live.touchedAt()).isAfterOrEqualTo(announced.touchedAt().plus(SHORT));
        passes(SHORT);
        registry.reissue(CALL, 1, SECOND, LIFE);
        assertThat(record().touchedAt()).isAfterOrEqualTo(live.touchedAt().plus(SHORT));
    }

    // Being over

    @Test
    void w5_anybody_may_say_that_the_call_is_over() throws RegistryUnavailable {
        live(HERE);
        registry.takeOver(CALL, 1, THERE);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        assertThat(record().state()).isEqualTo(OVER);
        assertThat(record().reason()).contains(EndReason.CALLER_HUNG_UP);
    }

    @Test
    void w5_over_said_twice_or_of_an_unknown_call_is_harmless() throws Exception {
        live(HERE);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        CallRecord before = record();
        passes(SHORT);
        registry.over(CALL, EndReason.TIME_LIMIT);
        assertThat(record()).isEqualTo(before);
        registry.over(new CallId("CA2"), EndReason.CALLER_HUNG_UP);
        assertThat(registry.find(new CallId("CA2"))).isEmpty();
    }

    @Test
    void nothing_follows_when_a_call_is_over() throws RegistryUnavailable {
        live(HERE);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        CallRecord before = record();
        assertThat(registry.advance(CALL, 1, LIVE, Optional.empty())).isTrue();
        assertThat(registry.release(CALL, 1)).isTrue();
        assertThat(registry.takeOver(CALL, 1, THERE)).isEmpty();
        assertThat(registry.reissue(CALL, 1, SECOND, LIFE)).isEmpty();
        assertThat(record()).isEqualTo(before);
    }

    @Test
    void one_call_that_is_over_leaves_the_others_alone() throws RegistryUnavailable {
        CallId other = new CallId("CA2");
        live(HERE);
        live(other, SECOND, HERE);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        assertThat(registry.find(other).orElseThrow().state()).isEqualTo(LIVE);
        assertThat(registry.ownedBy(HERE)).isEqualTo(Map.of(other, 1L));
    }

    // Changing hands

    @Test
    void taking_over_changes_the_owner_and_not_the_state() throws RegistryUnavailable {
        live(HERE);
        registry.advance(CALL, 1, ENDING, GOODBYE);
        CallRecord taken = registry.takeOver(CALL, 1, THERE).orElseThrow();
        assertThat(taken.state()).isEqualTo(ENDING);
        assertThat(taken.reason()).isEqualTo(GOODBYE);
        assertThat(taken.owner()).contains(THERE);
        assertThat(taken.epoch()).isEqualTo(2);
        assertThat(taken).isEqualTo(record());
    }

    @Test
    void p3_of_all_who_take_over_at_once_exactly_one_wins() throws Exception {
        live(HERE);
        List<Optional<CallRecord>> takers = allAtOnce(() -> registry.takeOver(CALL, 1, THERE));
        assertThat(takers).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(record().epoch()).isEqualTo(2);
    }

    @Test
    void p3_of_a_claim_and_a_take_over_at_once_the_later_one_owns_the_call() throws Exception {
        live(HERE);
        registry.reissue(CALL, 1, SECOND, LIFE);
        List<Optional<CallRecord>> winners = allAtOnce(() -> {
            Optional<CallRecord> claimed = registry.claim(SECOND, CALL, HERE);
            return claimed.isPresent() ? claimed : registry.takeOver(CALL, 1, THERE);
        });
        List<Long> epochs = winners.stream()
                .flatMap(Optional::stream)
                .map(CallRecord::epoch)
                .toList();
        assertThat(epochs).doesNotHaveDuplicates().contains(record().epoch());
    }

    @Test
    void a_call_that_was_let_go_has_no_owner_and_may_be_taken() throws RegistryUnavailable {
        live(HERE);
        assertThat(registry.release(CALL, 1)).isTrue();
        assertThat(registry.release(CALL, 1)).isTrue();
        assertThat(record().owner()).isEmpty();
        assertThat(record().state()).isEqualTo(LIVE);
        assertThat(registry.ownedBy(HERE)).isEmpty();
        assertThat(registry.reissue(CALL, 1, SECOND, LIFE)).contains(SECOND);
        assertThat(registry.claim(SECOND, CALL, THERE).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void a_node_is_told_which_calls_it_owns() throws RegistryUnavailable {
        CallId second = new CallId("CA2");
        CallId third = new CallId("CA3");
        live(HERE);
        live(second, SECOND, HERE);
        live(third, THIRD, THERE);
        registry.advance(CALL, 1, ENDING, GOODBYE);
        registry.takeOver(third, 1, HERE);
        assertThat(registry.ownedBy(HERE)).isEqualTo(Map.of(CALL, 1L, second, 1L, third, 2L));
        assertThat(registry.ownedBy(THERE)).isEmpty();
    }

    // Nodes

    @Test
    void a_node_is_known_once_it_has_renewed_its_lease() throws RegistryUnavailable {
        assertThat(registry.node(HERE)).isEmpty();
        registry.renew(HERE, "http://10.0.0.7:8081", LEASE);
        assertThat(registry.node(HERE)).contains(new Node(HERE, "http://10.0.0.7:8081", false));
        assertThat(registry.node(THERE)).isEmpty();
        registry.renew(HERE, "", LEASE);
        assertThat(registry.node(HERE)).contains(new Node(HERE, "", false));
    }

    @Test
    void a_lease_lapses_by_the_clock_of_the_registry_unless_it_is_renewed() throws Exception {
        registry.renew(HERE, "", LEASE);
        passes(SHORT.multipliedBy(3));
        registry.renew(HERE, "", LEASE);
        passes(SHORT.multipliedBy(2));
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isFalse();
        passes(LONG);
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isTrue();
        registry.renew(HERE, "", LEASE);
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isFalse();
    }

    @Test
    void the_lease_of_a_node_that_leaves_lapses_at_once() throws RegistryUnavailable {
        registry.renew(HERE, "", LEASE);
        registry.renew(THERE, "", LEASE);
        registry.leave(HERE);
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isTrue();
        assertThat(registry.node(THERE).orElseThrow().lapsed()).isFalse();
    }

    @Test
    void a_node_that_was_never_there_may_leave() throws RegistryUnavailable {
        registry.leave(HERE);
        assertThat(registry.node(HERE)).isEmpty();
    }

    @Test
    void many_renewals_at_once_are_one_lease() throws Exception {
        allAtOnce(() -> {
            registry.renew(HERE, "", LEASE);
            return true;
        });
        assertThat(registry.node(HERE)).contains(new Node(HERE, "", false));
    }

    // Who needs somebody

    @Test
    void p3_a_call_needs_somebody_as_soon_as_the_lease_of_its_owner_has_lapsed() throws Exception {
        registry.renew(HERE, "", LEASE);
        live(HERE);
        assertThat(unattended()).isEmpty();
        passes(LONG);
        assertThat(unattended()).containsExactly(CALL);
        registry.renew(HERE, "", LEASE);
        assertThat(unattended()).isEmpty();
    }

    @Test
    void p1_a_call_needs_somebody_at_once_when_its_owner_has_left() throws RegistryUnavailable {
        registry.renew(HERE, "", LEASE);
        live(HERE);
        registry.leave(HERE);
        assertThat(unattended()).containsExactly(CALL);
    }

    @Test
    void a_call_of_an_owner_without_a_lease_needs_somebody() throws RegistryUnavailable {
        live(HERE);
        assertThat(unattended()).containsExactly(CALL);
    }

    @Test
    void p4_a_live_call_of_a_healthy_owner_needs_nobody_however_old_it_is() throws Exception {
        live(HERE);
        passes(Duration.ofHours(3));
        registry.renew(HERE, "", LEASE);
        assertThat(unattended()).isEmpty();
        registry.advance(CALL, 1, FAILED, Optional.of(EndReason.MODEL_LOST));
        passes(Duration.ofHours(3));
        registry.renew(HERE, "", LEASE);
        assertThat(unattended()).isEmpty();
    }

    @Test
    void an_ending_call_needs_somebody_after_the_patience_even_when_its_owner_is_healthy() throws Exception {
        registry.renew(HERE, "", LEASE);
        live(HERE);
        registry.advance(CALL, 1, ENDING, GOODBYE);
        passes(SHORT);
        assertThat(unattended()).isEmpty();
        passes(SHORT);
        passes(SHORT);
        assertThat(registry.node(HERE).orElseThrow().lapsed()).isFalse();
        assertThat(unattended()).containsExactly(CALL);
        registry.takeOver(CALL, 1, HERE);
        assertThat(unattended()).isEmpty();
    }

    @Test
    void a_call_without_an_owner_needs_somebody_after_the_patience() throws Exception {
        live(HERE);
        registry.release(CALL, 1);
        passes(SHORT);
        assertThat(unattended()).isEmpty();
        passes(SHORT.multipliedBy(2));
        assertThat(unattended()).containsExactly(CALL);
        registry.reissue(CALL, 1, SECOND, LIFE);
        assertThat(unattended()).isEmpty();
        passes(SHORT.multipliedBy(3));
        assertThat(unattended()).containsExactly(CALL);
    }

    @Test
    void w8_an_announced_call_whose_caller_never_came_needs_somebody_once_its_ticket_has_expired() throws Exception {
        announce(CALL, TICKET);
        passes(SHORT.multipliedBy(3));
        assertThat(unattended()).isEmpty();
        passes(SHORT.multipliedBy(2));
        assertThat(unattended()).containsExactly(CALL);
    }

    @Test
    void an_announced_call_with_a_short_ticket_still_waits_for_the_patience() throws Exception {
        registry.announce(incoming(CALL), TICKET, Duration.ofSeconds(1));
        passes(SHORT);
        assertThat(unattended()).isEmpty();
        passes(SHORT.multipliedBy(2));
        assertThat(unattended()).containsExactly(CALL);
    }

    @Test
    void a_call_that_is_over_never_needs_anybody() throws Exception {
        live(HERE);
        registry.release(CALL, 1);
        registry.over(CALL, EndReason.CALLER_HUNG_UP);
        passes(Duration.ofHours(3));
        assertThat(unattended()).isEmpty();
    }

    @Test
    void those_that_were_touched_the_longest_ago_come_first_and_no_more_than_asked_for() throws Exception {
        CallId second = new CallId("CA2");
        CallId third = new CallId("CA3");
        live(third, THIRD, HERE);
        passes(SHORT);
        live(HERE);
        passes(SHORT);
        live(second, SECOND, HERE);
        assertThat(unattended()).containsExactly(third, CALL, second);
        assertThat(registry.unattended(PATIENCE, 2))
                .extracting(record -> record.call().id())
                .containsExactly(third, CALL);
        assertThat(registry.unattended(PATIENCE, MANY)).contains(record());
    }
}
