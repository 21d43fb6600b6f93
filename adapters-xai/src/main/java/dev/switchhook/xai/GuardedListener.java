package dev.switchhook.xai;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.speech.SpeechEvent;
import dev.switchhook.domain.port.speech.SpeechListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listener must not throw; if one does, the session still keeps its promises.
///
/// @param call for the log
/// @param listener who is told everything
record GuardedListener(CallId call, SpeechListener listener) implements SpeechListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    @Override
    public void on(SpeechEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException broken) {
            LOG.error(
                    "call={} event=defect listener-of={}",
                    call,
                    event.getClass().getSimpleName(),
                    broken);
        }
    }
}
