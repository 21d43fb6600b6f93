package dev.switchhook.app.recording;

import dev.switchhook.domain.audio.AudioFormat;
import dev.switchhook.domain.caller.CallId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes one recording, on a virtual thread of its own: first its row, then the file. What waits for the disk is
/// bounded by
/// [#MOST_WAITING]; what does not fit becomes silence, and is counted.
///
/// Whatever fails ends this recording, and nothing else. A file without a row is never made, so that whoever deletes
/// recordings knows of every one.
final class TapeWriter implements Runnable {

    /// One minute of both sides.
    static final int MOST_WAITING = 960_000;

    private static final int MOST_TRIES = 6;

    private final CallId call;
    private final Instant began;
    private final String node;
    private final RecordingFolder folder;
    private final RecordingTable table;
    private final RecordingCounts counts;
    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private long missing;
    private boolean keep;
    private boolean kept;
    private boolean broken;

    /// What the owner of the call wants.
    private sealed interface Order {

        record Sound(ByteBuffer stereo) implements Order {}

        record Silence(long samples) implements Order {}

        record Keep() implements Order {}

        record Discard() implements Order {}

        record End() implements Order {}
    }

    TapeWriter(
            CallId call,
            Instant began,
            String node,
            RecordingFolder folder,
            RecordingTable table,
            RecordingCounts counts) {
        this.call = call;
        this.began = began;
        this.node = node;
        this.folder = folder;
        this.table = table;
        this.counts = counts;
    }

    // The owner of the call.

    void sound(byte[] stereo) {
        if (waiting.get() + stereo.length > MOST_WAITING) {
            missing += stereo.length / 2;
            counts.loses(stereo.length / 2);
            return;
        }
        if (missing > 0) {
            orders.add(new Order.Silence(missing));
            missing = 0;
        }
        waiting.addAndGet(stereo.length);
        orders.add(new Order.Sound(ByteBuffer.wrap(stereo)));
    }

    void keep() {
        orders.add(new Order.Keep());
    }

    void discard() {
        orders.add(new Order.Discard());
    }

    void end() {
        orders.add(new Order.End());
    }

    // The thread that writes.

    @Override
    public void run() {
        @Nullable RecordingRow row = null;
        try {
            row = table.begin(call, node, folder.prepare(), began);
            SoundFile file = SoundFile.create(folder.file(row));
            boolean whole;
            try (file) {
                whole = writes(row, file);
            }
            if (!whole) {
                discard(row);
                return;
            }
            if (keeps(row)) {
                finish(row, file);
                counts.succeeds();
                return;
            }
        } catch (IOException | SQLException | RuntimeException failed) {
            counts.fails(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (row != null && !kept) {
            discard(row);
        }
    }

    /// @return false when it is not to be kept
    private boolean writes(RecordingRow row, SoundFile file) throws InterruptedException {
        while (true) {
            switch (orders.take()) {
                case Order.Sound(ByteBuffer stereo) -> {
                    waiting.addAndGet(-stereo.remaining());
                    write(() -> file.append(stereo));
                }
                case Order.Silence(long samples) -> write(() -> file.appendSilence(samples, AudioFormat.MULAW_SILENCE));
                case Order.Keep _ -> keep = true;
                case Order.Discard _ -> {
                    return false;
                }
                case Order.End _ -> {
                    return keep;
                }
            }
            if (keep && !kept) {
                triesToKeep(row);
            }
        }
    }

    private interface Writing {

        void run() throws IOException;
    }

    /// What is in the file stays readable when no more can be written.
    private void write(Writing writing) {
        if (!broken) {
            try {
                writing.run();
            } catch (IOException full) {
                broken = true;
                counts.fails(full);
            }
        }
    }

    /// Until the table knows it, a killed process leaves a recording that is deleted.
    private void triesToKeep(RecordingRow row) {
        try {
            table.keep(row);
            kept = true;
        } catch (SQLException failed) {
            counts.fails(failed);
        }
    }

    private boolean keeps(RecordingRow row) throws InterruptedException {
        for (int tries = 0; !kept && tries < MOST_TRIES; tries++) {
            triesToKeep(row);
            if (!kept) {
                orders.poll(2, TimeUnit.SECONDS);
            }
        }
        return kept;
    }

    private void finish(RecordingRow row, SoundFile file) throws IOException, SQLException {
        table.finish(row, file.bytes(), file.milliseconds(), sha256(folder.file(row)));
    }

    static String sha256(Path path) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private void discard(RecordingRow row) {
        try {
            folder.delete(row);
            table.deleted(row);
        } catch (IOException | SQLException failed) {
            // Nobody has kept it: whoever looks after what was left behind deletes it.
            counts.fails(failed);
        }
    }
}
