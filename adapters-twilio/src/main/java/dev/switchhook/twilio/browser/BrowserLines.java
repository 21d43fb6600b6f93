package dev.switchhook.twilio.browser;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.line.LineStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// The lines of browser calls in this process. Whoever has left, or has been without a media connection for
/// [#RETURN], is gone for good: the closed connection is the proof, as a completed call is with Twilio. A call of
/// which nobody here has ever seen a connection may still come back, from the moment when it is asked about.
///
/// Safe for use by several threads. Bounded: a line that is down is forgotten after a minute; to be asked about it
/// after that only begins its time anew.
public final class BrowserLines {

    /// How long a browser may be without a media connection before its call is over. The page gives up trying then,
    /// too.
    public static final Duration RETURN = Duration.ofSeconds(20);

    private static final Duration MEMORY = Duration.ofMinutes(1);
    /// A peer that does not answer the close frame is cut off after 2 s.
    private static final Duration CLOSES = Duration.ofSeconds(3);

    private final InstantSource clock;
    private final Later later;
    private final BiConsumer<CallId, LineStatus> reports;
    private final Map<CallId, BrowserLine> lines = new HashMap<>();

    /// Does something later.
    @FunctionalInterface
    public interface Later {

        /// Runs it after that time, on a thread that may block.
        void run(Duration after, Runnable what);
    }

    /// How a media connection has ended.
    public enum End {
        /// The browser has said that its caller hangs up.
        LEFT,
        /// It broke, or we have closed it.
        LOST,
        /// It had no right to the call.
        REFUSED
    }

    /// @param reports told when a call is over; may block
    public BrowserLines(InstantSource clock, Later later, BiConsumer<CallId, LineStatus> reports) {
        this.clock = clock;
        this.later = later;
        this.reports = reports;
    }

    /// A media connection says that it is of this call. Fast.
    ///
    /// @param close closes it; returns at once
    public synchronized void opened(CallId call, Runnable close) {
        Instant tooOld = clock.instant().minus(MEMORY);
        lines.values().removeIf(line -> line.isOlderThan(tooOld));
        line(call).opened(new BrowserLine.Connection(close, new CompletableFuture<>()));
    }

    /// That media connection is closed. Fast.
    ///
    /// @param close the same as when it was opened
    public void closed(CallId call, Runnable close, End how) {
        List<BrowserLine.Connection> those;
        synchronized (this) {
            those = line(call).closed(close, how != End.REFUSED, clock.instant());
            if (how == End.LEFT) {
                line(call).over(clock.instant());
            }
        }
        those.forEach(one -> one.gone().complete(null));
        if (how != End.REFUSED) {
            later.run(how == End.LEFT ? Duration.ZERO : RETURN, () -> reportIfDown(call));
        }
    }

    private void reportIfDown(CallId call) {
        if (isDown(call)) {
            reports.accept(call, LineStatus.DOWN);
        }
    }

    /// The call is over: its caller has left, or was told to. May block for 3 s.
    public void over(CallId call) {
        if (end(call)) {
            reports.accept(call, LineStatus.DOWN);
        }
    }

    /// Ends the call: closes its connections, if there are any, and waits for that.
    ///
    /// @return whether it is proven down
    boolean end(CallId call) {
        List<BrowserLine.Connection> open;
        synchronized (this) {
            line(call).over(clock.instant());
            open = line(call).open();
        }
        open.forEach(one -> one.close().run());
        for (BrowserLine.Connection one : open) {
            one.gone()
                    .copy()
                    .completeOnTimeout(null, CLOSES.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        return isDown(call);
    }

    /// Closes the connections of the call, whose page then asks what to do. Returns at once.
    void close(CallId call) {
        List<BrowserLine.Connection> open;
        synchronized (this) {
            open = line(call).open();
        }
        open.forEach(one -> one.close().run());
    }

    /// Whether nobody is on the line, and nobody comes back.
    synchronized boolean isDown(CallId call) {
        return line(call).isDown(clock.instant(), RETURN);
    }

    private BrowserLine line(CallId call) {
        return lines.computeIfAbsent(call, _ -> new BrowserLine(clock.instant()));
    }
}
