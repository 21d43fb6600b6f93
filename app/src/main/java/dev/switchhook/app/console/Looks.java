package dev.switchhook.app.console;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Notes who looks at what was said, before they see it. Blocks, so never on an event loop. Safe for use by several
/// threads.
@Singleton
public final class Looks {

    /// Somebody reads a conversation.
    public static final String TRANSCRIPT_SEEN = "transcript-seen";

    /// Somebody takes a call away as a file.
    public static final String CALL_EXPORTED = "call-exported";

    /// Somebody looks for calls by what was said in them.
    public static final String WORDS_SEARCHED = "words-searched";

    /// Somebody takes a list of calls away as a file.
    public static final String CALLS_EXPORTED = "calls-exported";

    /// Somebody hears a recording.
    public static final String RECORDING_HEARD = "recording-heard";

    private final Audit audit;

    Looks(Audit audit) {
        this.audit = audit;
    }

    /// Notes a look.
    ///
    /// @param what a word of this class, or another deed of [Audit#note]
    /// @param call what they look at
    /// @param detail in words, without a number and without anything that was said
    /// @throws HttpStatusException 503 when it cannot be noted: then it is not shown either
    public void note(HttpRequest<?> request, String what, CallId call, String detail) {
        note(request, what, Optional.of(call), detail);
    }

    /// Notes a look at many calls at once; otherwise the same.
    ///
    /// @throws HttpStatusException 503 when it cannot be noted: then it is not shown either
    public void note(HttpRequest<?> request, String what, String detail) {
        note(request, what, Optional.empty(), detail);
    }

    private void note(HttpRequest<?> request, String what, Optional<CallId> call, String detail) {
        try {
            audit.note(Visitor.of(request).name(), what, call, detail);
        } catch (AuditUnavailable _) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "the audit is out");
        }
    }
}
