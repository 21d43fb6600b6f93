package dev.switchhook.app.spa.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.switchhook.app.spa.book.AppointmentBook;
import dev.switchhook.app.spa.book.GuestBook;
import dev.switchhook.app.spa.book.Rules;
import dev.switchhook.app.spa.store.DemoSeed;
import dev.switchhook.app.spa.store.JdbcAppointmentBook;
import dev.switchhook.app.spa.store.JdbcGuestBook;
import dev.switchhook.app.spa.store.JdbcWrongTries;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.tools.ToolCatalogue;
import dev.switchhook.app.tools.VoiceTool;
import dev.switchhook.domain.caller.Attestation;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.tool.Said;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The spa's tools as the model uses them: JSON in, JSON out, a real database with a furnished house behind
/// them, and what was said before, call by call.
final class SpaTrial implements AutoCloseable {

    /// A Friday, five past two in the afternoon in Berlin.
    static final Instant NOW = Instant.parse("2026-11-20T13:05:00Z");

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final String MONDAY = "2026-11-23";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database = Database.open(new DatabaseSettings(
            "jdbc:h2:mem:spa-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=0", Optional.empty(), Optional.empty()));
    private final AppointmentBook book;
    private final GuestBook guests;
    private final Consent.Check check;
    private List<VoiceTool<?>> tools = List.of();
    private ToolCatalogue catalogue = new ToolCatalogue(tools);
    private Instant now = NOW;
    private Duration notice = Duration.ZERO;
    private int toolCalls;

    SpaTrial() {
        this(book -> book, Consent.Check.TRANSCRIPT);
    }

    /// @param between what stands between the tools and the book
    SpaTrial(UnaryOperator<AppointmentBook> between, Consent.Check check) {
        InstantSource clock = () -> now;
        Random random = new Random(3);
        DemoSeed.sow(database.dataSource(), ZONE, NOW, DemoSeed.Scope.HOUSE);
        book = between.apply(new JdbcAppointmentBook(database.dataSource(), ZONE, clock, random));
        guests = new JdbcGuestBook(database.dataSource(), clock, random);
        this.check = check;
        restart();
    }

    /// The process dies, and another one goes on: what was in memory is gone.
    void restart() {
        InstantSource clock = () -> now;
        FrontDesk desk = new FrontDesk(book, new Rules(notice, 180), clock);
        Consent consent = new Consent(check);
        Agreement agreement = new Agreement(desk, consent, ExactLines.ENGLISH);
        Finder finder = new Finder(desk, new JdbcWrongTries(database.dataSource(), clock, new Random(4)));
        tools = List.of(
                new ListServices(desk, ExactLines.ENGLISH),
                new CheckAvailability(desk),
                new BookAppointment(desk, agreement, guests),
                new RescheduleAppointment(desk, finder, agreement),
                new CancelAppointment(desk, finder, consent),
                new GetCustomerHistory(desk, guests));
        catalogue = new ToolCatalogue(tools);
    }

    AppointmentBook book() {
        return book;
    }

    GuestBook guests() {
        return guests;
    }

    List<VoiceTool<?>> tools() {
        return tools;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    /// From now on appointments are agreed so long before their start at the latest.
    void notice(Duration before) {
        notice = before;
        restart();
    }

    void over(Talk call) {
        new HoldKeeper(new FrontDesk(book, new Rules(Duration.ZERO, 180), () -> now)).over(call.call.id());
    }

    /// From now on the database is out of reach.
    void outage() {
        database.close();
    }

    List<String> column(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    List<String> booked() {
        return column("select code from spa_appointment where state = 'BOOKED'");
    }

    /// A call of somebody with that number, for whom nobody vouches.
    Talk call(String id, String number) {
        return call(id, number, Attestation.ABSENT);
    }

    Talk call(String id, String number, Attestation attestation) {
        return new Talk(
                new IncomingCall(new CallId(id), new PhoneNumber(number), new PhoneNumber("+4930999999"), attestation));
    }

    @Override
    public void close() {
        database.close();
    }

    static JsonNode json(ToolOutcome outcome) {
        try {
            return JSON.readTree(outcome.answer());
        } catch (IOException broken) {
            throw new AssertionError("not JSON: " + outcome.answer(), broken);
        }
    }

    /// The alternatives or openings of an answer, as day and time.
    static List<String> times(JsonNode free) {
        List<String> times = new ArrayList<>();
        free.forEach(
                it -> times.add(it.path("date").asText() + " " + it.path("time").asText()));
        return times;
    }

    /// One call: what is said in it, and what the model asks for.
    final class Talk {

        private final IncomingCall call;
        private final List<Turn> turns = new ArrayList<>();

        private Talk(IncomingCall call) {
            this.call = call;
            agent("Serenity Spa, how can I help you?");
            caller("I would like an appointment, yes please.");
        }

        Talk agent(String words) {
            turns.add(new Turn.Agent(new ItemId("item" + turns.size()), words));
            return this;
        }

        Talk caller(String words) {
            turns.add(new Turn.Caller(words));
            return this;
        }

        /// The agent reads back, and the caller answers this.
        Talk answers(String words) {
            return agent("Is that right?").caller(words);
        }

        /// Nothing that the caller has said is written down.
        Talk unwritten() {
            turns.removeIf(turn -> turn instanceof Turn.Caller);
            return this;
        }

        ToolOutcome use(String tool, String arguments) {
            int known = Math.min(turns.size(), Said.MOST);
            Said said = new Said(turns.size(), turns.subList(turns.size() - known, turns.size()));
            return catalogue.run(
                    call, new ToolCall(new ToolCall.Id("call_" + ++toolCalls), tool, arguments), said, _ -> {});
        }

        /// The same again, now that the caller has agreed.
        ToolOutcome confirm(String tool, String arguments) {
            return use(tool, arguments.substring(0, arguments.length() - 1) + ",\"confirmed\":true}");
        }

        /// Holds, has it read back, hears a yes, books.
        ToolOutcome book(String arguments) {
            ToolOutcome held = use("book_appointment", arguments);
            if (!json(held).path("outcome").asText().equals("not_yet")) {
                return held;
            }
            answers("Yes, please.");
            return confirm("book_appointment", arguments);
        }
    }

    static String order(String service, String date, String time) {
        return "{\"service\":\"" + service + "\",\"date\":\"" + date + "\",\"time\":\"" + time + "\"}";
    }

    static String order(String service, String date, String time, String therapist, String name) {
        return "{\"service\":\"" + service + "\",\"date\":\"" + date + "\",\"time\":\"" + time + "\",\"therapist\":\""
                + therapist + "\",\"name\":\"" + name + "\"}";
    }
}
