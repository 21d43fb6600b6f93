package dev.switchhook.app.phone;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.CallJournal;
import dev.switchhook.domain.port.journal.JournalEntry;
import io.micronaut.http.sse.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/// Tells the pages of browser calls what happens in their calls, as far as this process serves them. A page that comes
/// late, or comes back, is told everything from the beginning.
///
/// Safe for use by several threads; nothing blocks. Bounded: the latest [#MOST_CALLS] calls, and [#MOST_NEWS] news of
/// each.
public final class PhoneFeed implements CallJournal {

    static final int MOST_CALLS = 100;
    static final int MOST_NEWS = 1000;

    private final Map<CallId, Told> calls = new LinkedHashMap<>();

    private final PhoneCarrier carrier;

    /// A feed that has not told anything yet, of the calls of this carrier.
    public PhoneFeed(PhoneCarrier carrier) {
        this.carrier = carrier;
    }

    /// What was told about one call, and to whom.
    private static final class Told {

        private final Sinks.Many<Event<String>> news = Sinks.many().replay().limit(MOST_NEWS);
        private int number;

        synchronized void tell(String text, boolean last) {
            // Somebody who does not read any more cannot keep the others from being told.
            news.tryEmitNext(Event.of(text).id(String.valueOf(++number)));
            if (last) {
                news.tryEmitComplete();
            }
        }
    }

    @Override
    public void note(CallId call, Instant at, JournalEntry entry) {
        if (carrier.has(call)) {
            PhoneNews.of(entry).ifPresent(text -> told(call).tell(text, entry instanceof JournalEntry.Ended));
        }
    }

    /// Everything about a call, from its beginning to its end, for a method that produces `text/event-stream`.
    ///
    /// @param after the number of the last news that were seen; 0 for none
    Publisher<Event<String>> watch(CallId call, int after) {
        return told(call).news.asFlux().filter(event -> Integer.parseInt(event.getId()) > after);
    }

    private Told told(CallId call) {
        synchronized (calls) {
            Told told = calls.computeIfAbsent(call, _ -> new Told());
            while (calls.size() > MOST_CALLS) {
                var oldest = calls.entrySet().iterator();
                Told gone = oldest.next().getValue();
                oldest.remove();
                gone.news.tryEmitComplete();
            }
            return told;
        }
    }
}
