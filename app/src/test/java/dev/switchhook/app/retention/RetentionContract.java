package dev.switchhook.app.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchhook.app.audit.AuditErasure;
import dev.switchhook.app.audit.JdbcAudit;
import dev.switchhook.app.business.Businesses;
import dev.switchhook.app.journal.DurableJournal;
import dev.switchhook.app.journal.JdbcArchive;
import dev.switchhook.app.journal.JournalRules;
import dev.switchhook.app.journal.WordErasure;
import dev.switchhook.app.ledger.EffectErasure;
import dev.switchhook.app.ledger.JdbcEffectLedger;
import dev.switchhook.app.privacy.Erasure;
import dev.switchhook.app.privacy.Keeping;
import dev.switchhook.app.recording.Recorder;
import dev.switchhook.app.recording.RecordingErasure;
import dev.switchhook.app.recording.Recordings;
import dev.switchhook.app.store.CallErasure;
import dev.switchhook.app.store.Database;
import dev.switchhook.app.store.DatabaseSettings;
import dev.switchhook.app.store.JdbcCallRegistry;
import dev.switchhook.app.tools.EffectLedger;
import dev.switchhook.app.tools.Intent;
import dev.switchhook.domain.audio.AudioChunk;
import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.IncomingCall;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.hangup.EndReason;
import dev.switchhook.domain.port.journal.JournalEntry;
import dev.switchhook.domain.port.line.LineCommand;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.domain.port.recording.Tape;
import dev.switchhook.domain.port.registry.NodeId;
import dev.switchhook.domain.tool.ToolCall;
import dev.switchhook.domain.tool.ToolOutcome;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What calls leave behind is really gone after it was deleted: every column of every table and every file is searched
/// for it.
abstract class RetentionContract {

    private static final String NUMBER = "+4930123456";
    private static final String OTHER = "+4930777777";
    private static final String WORDS = "my back aches terribly";
    private static final String NAME = "Annegret";
    private static final NodeId NODE = new NodeId("node-1");
    private static final byte PITCH = 0x2A;

    @TempDir
    Path folder;

    private Database database;

    /// The URL of an empty database.
    abstract String url() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(new DatabaseSettings(url(), Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Path recordings() {
        return folder.resolve("recordings");
    }

    private List<Erasure> erasures() {
        List<Erasure> all = new ArrayList<>(List.of(
                new RecordingErasure(database.dataSource(), recordings()),
                new WordErasure(database.dataSource()),
                new EffectErasure(database.dataSource()),
                new AuditErasure(database.dataSource())));
        Businesses.installed().forEach(business -> all.addAll(business.erasures(database.dataSource())));
        all.add(new CallErasure(database.dataSource()));
        return all;
    }

    private Forgetting forgetting() {
        return new Forgetting(database.dataSource(), erasures(), new JdbcAudit(database.dataSource()));
    }

    private Retention retention(int days) {
        Map<Keeping, Integer> all = new EnumMap<>(Keeping.class);
        for (Keeping sort : Keeping.values()) {
            all.put(sort, sort == Keeping.CALLS ? 365 : days);
        }
        return new Retention(database.dataSource(), erasures(), all, NODE.value());
    }

    /// A call with everything that it can leave behind.
    private void called(String id, String number, boolean over) throws Exception {
        CallId call = new CallId(id);
        JdbcCallRegistry registry = new JdbcCallRegistry(database.dataSource());
        registry.announce(
                new IncomingCall(call, new PhoneNumber(number), new PhoneNumber("+4930999999")),
                new StreamTicket("secret-secret-" + id),
                Duration.ofMinutes(1));
        try (DurableJournal journal = DurableJournal.start(database.dataSource(), new NodeId("node-" + id), rules())) {
            for (JournalEntry entry : entries()) {
                journal.note(call, Instant.now(), entry);
            }
        }
        EffectLedger ledger = new JdbcEffectLedger(database.dataSource());
        ledger.begin(new Intent(call, "note", "1"), "run", "{\"name\":\"" + NAME + "\"}");
        ledger.done(
                new Intent(call, "book", "2"), new EffectLedger.Reply("{\"name\":\"" + NAME + "\"}", Set.of("name")));
        record(call, Tape::keep);
        if (over) {
            registry.over(call, EndReason.CALLER_HUNG_UP);
        }
    }

    private JournalRules rules() {
        return JournalRules.standard(folder.resolve("journal"), 1_000_000);
    }

    private static List<JournalEntry> entries() {
        return List.of(
                new JournalEntry.LineOpened(),
                JournalEntry.Disclosed.of("This call is recorded.", true),
                new JournalEntry.Spoken(new Turn.Caller(WORDS)),
                new JournalEntry.Spoken(new Turn.Agent(new ItemId("i"), "You said: " + WORDS)),
                new JournalEntry.ToolStarted(new ToolCall(new ToolCall.Id("t"), "book", "{\"name\":\"" + NAME + "\"}")),
                new JournalEntry.ToolEnded(
                        "book",
                        new ToolOutcome.Done("{\"name\":\"" + NAME + "\"}", Optional.of(NAME), true, Set.of("booked")),
                        Duration.ofMillis(5)),
                new JournalEntry.ModelFaulted("cannot say: " + WORDS),
                new JournalEntry.Leaving(EndReason.CALLER_HUNG_UP));
    }

    private interface Fate {

        void of(Tape tape);
    }

    private void record(CallId call, Fate fate) {
        Instant now = Instant.now();
        try (Recorder recorder = new Recorder(database.dataSource(), recordings(), NODE.value())) {
            Tape tape = recorder.begin(call, now);
            byte[] sound = new byte[8000];
            Arrays.fill(sound, PITCH);
            tape.commanded(new LineCommand.Play(AudioChunk.of(AudioFormat.MULAW_8K, sound)), now);
            tape.told(new LineEvent.CallerAudio(AudioChunk.of(AudioFormat.MULAW_8K, sound)), now);
            fate.of(tape);
            tape.close(now.plusMillis(1500));
        }
    }

    private void spaKnows(String number, String when) throws SQLException {
        execute("insert into spa_guest (number, name, noted_at) values ('" + number + "', '" + NAME
                + "', current_timestamp)");
        execute("insert into spa_preference (number, line, noted_at) values ('" + number
                + "', 'no oil', current_timestamp)");
        execute("insert into spa_appointment (id, code, state, service, therapist, room, starts_at, ends_at, free_at,"
                + " zone, guest_number, guest_name, call_id, noted_at) values (nextval('spa_appointment_id'), 'C"
                + number.substring(8) + "', 'BOOKED', 'massage', 'anna', 'room-1', current_timestamp " + when
                + ", current_timestamp " + when + " + interval '1' hour, current_timestamp " + when
                + " + interval '1' hour, 'Europe/Berlin', '" + number + "', '" + NAME
                + "', 'CA0', current_timestamp)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Where a text stands: in which column of which table, and in which file.
    private List<String> places(String text) throws SQLException, IOException {
        List<String> places = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            assertThat(tables).contains("journal_entry", "tool_effect", "call_record", "recording");
            for (String table : tables) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            if (String.valueOf(rows.getString(i)).contains(text)) {
                                places.add(table + "." + rows.getMetaData().getColumnName(i));
                            }
                        }
                    }
                }
            }
        }
        for (Path file : files()) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                places.add(file.getFileName().toString());
            }
        }
        return places;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".db"))
                    .toList();
        }
    }

    private List<String> sounds() throws IOException {
        return files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".wav"))
                .sorted()
                .toList();
    }

    private void makeOlder(int days) throws SQLException {
        execute("update journal_entry set at = at - interval '" + days + "' day");
        execute("update tool_effect set started_at = started_at - interval '" + days + "' day");
        execute("update recording set began_at = began_at - interval '" + days + "' day");
        execute("update call_record set touched_at = touched_at - interval '" + days + "' day");
    }

    @Test
    void what_is_too_old_is_in_no_table_and_in_no_file_any_more_and_the_call_can_still_be_told() throws Exception {
        called("CA1", NUMBER, true);
        makeOlder(31);
        called("CA2", NUMBER, true);
        assertThat(places(WORDS)).isNotEmpty();

        Map<String, Integer> deleted = retention(30).run(Instant.now());

        assertThat(deleted)
                .containsEntry("recordings", 1)
                .containsEntry("journal entries with words", 5)
                .containsEntry("answers of tools", 2);
        assertThat(places(WORDS)).hasSize(3).containsOnly("journal_entry.body");
        assertThat(sounds()).containsExactly("CA2-1.wav");
        assertThat(new JdbcArchive(database.dataSource()).entries(new CallId("CA1")))
                .hasSize(entries().size());

        retention(0).run(Instant.now().plus(Duration.ofHours(7)));
        assertThat(places(WORDS)).isEmpty();
        assertThat(places(NAME)).isEmpty();
        assertThat(sounds()).isEmpty();
        assertThat(places(NUMBER)).containsOnly("call_record.caller");

        retention(0).run(Instant.now().plus(Duration.ofDays(366)));
        assertThat(places(NUMBER)).isEmpty();
        assertThat(places("CA1")).isEmpty();
    }

    @Test
    void of_several_processes_one_has_the_job() throws Exception {
        JobLease first = new JobLease(database.dataSource(), "retention", "a");
        JobLease second = new JobLease(database.dataSource(), "retention", "b");
        assertThat(first.take()).isTrue();
        assertThat(first.take()).isTrue();
        assertThat(second.take()).isFalse();
        execute("update job_lease set lease_until = current_timestamp - interval '1' second");
        assertThat(second.take()).isTrue();
        assertThat(first.take()).isFalse();
    }

    @Test
    void a_caller_who_is_forgotten_is_in_no_table_and_in_no_file_and_others_are() throws Exception {
        called("CA1", NUMBER, true);
        called("CA2", NUMBER, true);
        called("CA3", OTHER, true);
        spaKnows(NUMBER, "- interval '3' day");
        spaKnows(OTHER, "- interval '4' day");

        Forgetting.Result counted = forgetting().forget(new PhoneNumber(NUMBER), false, false, "tester");
        assertThat(places(NUMBER)).isNotEmpty();
        Forgetting.Result done = forgetting().forget(new PhoneNumber(NUMBER), false, true, "tester");

        assertThat(done).isEqualTo(counted).isInstanceOf(Forgetting.Result.Done.class);
        assertThat(((Forgetting.Result.Done) done).things())
                .containsEntry("recordings", 2)
                .containsEntry("journal entries with words", 10)
                .containsEntry("guests and appointments of the spa", 2);
        assertThat(places(NUMBER)).isEmpty();
        assertThat(places(WORDS)).hasSize(3);
        assertThat(places(OTHER)).isNotEmpty();
        assertThat(sounds()).containsExactly("CA3-1.wav");
        assertThat(places("massage")).as("the appointments stay").hasSizeGreaterThanOrEqualTo(2);
        assertThat(places("caller-forgotten")).containsExactly("audit_entry.what");
        assertThat(forgetting().forget(new PhoneNumber(NUMBER), false, true, "tester"))
                .as("once more changes nothing")
                .isInstanceOf(Forgetting.Result.Done.class);
    }

    @Test
    void words_that_come_late_by_way_of_a_file_are_forgotten_too() throws Exception {
        called("CA1", NUMBER, true);
        forgetting().forget(new PhoneNumber(NUMBER), false, true, "tester");
        try (DurableJournal journal = DurableJournal.start(database.dataSource(), new NodeId("late"), rules())) {
            journal.note(new CallId("CA1"), Instant.now(), new JournalEntry.Spoken(new Turn.Caller(WORDS)));
        }
        assertThat(places(WORDS)).containsExactly("journal_entry.body");

        retention(30).run(Instant.now());
        assertThat(places(WORDS)).isEmpty();
    }

    @Test
    void nobody_is_forgotten_during_a_call_or_with_an_appointment_to_come_unless_somebody_insists() throws Exception {
        called("CA1", NUMBER, false);
        spaKnows(NUMBER, "+ interval '3' day");

        assertThat(forgetting().forget(new PhoneNumber(NUMBER), false, true, "tester"))
                .isEqualTo(new Forgetting.Result.Refused(
                        List.of(new CallId("CA1")), List.of("1 appointment of the spa to come")));
        assertThat(places(WORDS)).isNotEmpty();
        assertThat(forgetting().forget(new PhoneNumber(NUMBER), true, true, "tester"))
                .isInstanceOf(Forgetting.Result.Refused.class);

        new JdbcCallRegistry(database.dataSource()).over(new CallId("CA1"), EndReason.CALLER_HUNG_UP);
        assertThat(forgetting().forget(new PhoneNumber(NUMBER), true, true, "tester"))
                .isInstanceOf(Forgetting.Result.Done.class);
        assertThat(places(NUMBER)).isEmpty();
        assertThat(places(NAME)).isEmpty();
    }

    @Test
    void a_recording_is_a_wav_file_for_its_owner_that_is_found_by_its_call() throws Exception {
        CallId call = new CallId("CA1");
        record(call, Tape::keep);
        record(call, Tape::keep);
        Recordings recordings = new Recordings(database.dataSource(), recordings());

        assertThat(recordings.of(call)).extracting(Recordings.Part::number).containsExactly(1, 2);
        Recordings.Part part = recordings.of(call).getFirst();
        assertThat(part.length()).isEqualTo(Duration.ofMillis(1500));
        assertThat(part.bytes()).isEqualTo(58 + 24_000);
        assertThat(part.here()).isTrue();
        try (FileChannel channel = recordings.open(call, 1).orElseThrow()) {
            ByteBuffer file = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(file);
            assertThat(file.getInt(4)).isEqualTo(file.capacity() - 8);
            assertThat(file.getShort(20)).as("mu-law").isEqualTo((short) 7);
            assertThat(file.getShort(22)).as("channels").isEqualTo((short) 2);
            assertThat(file.getInt(46)).as("samples").isEqualTo(12_000);
            assertThat(file.getInt(54)).as("bytes of sound").isEqualTo(24_000);
            assertThat(file.get(58)).isEqualTo(PITCH);
            assertThat(file.get(58 + 2 * 8000 - 1)).isEqualTo(PITCH);
            assertThat(file.get(58 + 2 * 8000)).isEqualTo(AudioFormat.MULAW_SILENCE);
        }
        assertThat(Files.getPosixFilePermissions(recordings().resolve("CA1-1.wav")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(recordings.open(call, 3)).isEmpty();
        execute("update recording set path = '../../etc/passwd' where part = 1");
        assertThatThrownBy(() -> recordings.open(call, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void what_the_caller_was_not_told_of_is_not_kept() throws Exception {
        record(new CallId("CA1"), _ -> {});
        record(new CallId("CA2"), tape -> {
            tape.keep();
            tape.discard();
        });
        assertThat(sounds()).isEmpty();
        assertThat(new Recordings(database.dataSource(), recordings()).of(new CallId("CA1")))
                .isEmpty();
    }

    @Test
    void what_a_killed_process_has_left_becomes_a_whole_file_if_the_caller_was_told_and_else_nothing()
            throws Exception {
        for (String call : List.of("CA1", "CA2", "CA3")) {
            record(new CallId(call), Tape::keep);
        }
        execute("update recording set bytes = null, node = 'gone', began_at = began_at - interval '1' hour"
                + " where call_id <> 'CA3'");
        execute("update recording set kept = false where call_id = 'CA2'");
        Path torn = recordings().resolve("CA1-1.wav");
        byte[] bytes = Files.readAllBytes(torn);
        Arrays.fill(bytes, 54, 58, (byte) 0);
        Files.write(torn, Arrays.copyOf(bytes, bytes.length - 1001));

        new RecordingErasure(database.dataSource(), recordings()).mendLeftBehind("node-2");

        assertThat(sounds()).containsExactly("CA1-1.wav", "CA3-1.wav");
        byte[] mended = Files.readAllBytes(torn);
        assertThat(ByteBuffer.wrap(mended).order(ByteOrder.LITTLE_ENDIAN).getInt(54))
                .isEqualTo(mended.length - 58)
                .isEqualTo(22_998);
        assertThat(new Recordings(database.dataSource(), recordings()).of(new CallId("CA1")))
                .extracting(Recordings.Part::bytes)
                .containsExactly((long) mended.length);
    }

    @Test
    void a_disk_that_takes_nothing_ends_the_recording_and_nothing_else() throws Exception {
        Files.writeString(recordings(), "no directory");
        Instant now = Instant.now();
        Recorder recorder = new Recorder(database.dataSource(), recordings(), NODE.value());
        try (recorder) {
            Tape tape = recorder.begin(new CallId("CA1"), now);
            tape.commanded(new LineCommand.StopPlaying(), now);
            tape.keep();
            tape.close(now.plusSeconds(5));
        }
        assertThat(recorder.failed()).isEqualTo(1);
        assertThat(new Recordings(database.dataSource(), folder.resolve("elsewhere")).of(new CallId("CA1")))
                .isEmpty();
    }
}
