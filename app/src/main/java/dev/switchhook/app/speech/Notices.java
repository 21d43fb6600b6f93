package dev.switchhook.app.speech;

import dev.switchhook.domain.caller.CallId;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What operators are told in the log about the openings of one call's sessions. Any thread.
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final CallId call;

    Notices(CallId call) {
        this.call = call;
    }

    /// @param why the fault in words, empty without one
    void opening(String provider, Opening outcome, String why, Duration took, Provider.Judgement judgement) {
        if (!why.isEmpty()) {
            LOG.warn(
                    "call={} event=provider-failed provider={} outcome={} ms={} fault={}",
                    call,
                    provider,
                    outcome.name().toLowerCase(Locale.ROOT),
                    took.toMillis(),
                    why);
        }
        if (judgement.firstRefusal()) {
            LOG.error("event=provider-refuses provider={} fault={}", provider, why);
        }
        switch (judgement.change()) {
            case OPENED ->
                LOG.warn(
                        "event=breaker-opened provider={} seconds={}",
                        provider,
                        judgement.pause().toSeconds());
            case CLOSED -> LOG.info("event=breaker-closed provider={}", provider);
            case NONE -> {}
        }
    }
}
