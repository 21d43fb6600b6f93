package dev.switchhook.twilio.media;

import java.util.ArrayList;
import java.util.List;

/// A socket that takes everything and sends nothing. Used by one thread.
final class RecordingSocket implements MediaSocket {

    final List<String> sent = new ArrayList<>();
    int pings;
    int queued;
    int closeCode;
    boolean aborted;

    @Override
    public void send(String text) {
        sent.add(text);
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public int queuedBytes() {
        return queued;
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
