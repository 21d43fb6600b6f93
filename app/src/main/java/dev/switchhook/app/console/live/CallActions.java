package dev.switchhook.app.console.live;

import dev.switchhook.app.audit.Audit;
import dev.switchhook.app.audit.Audit.AuditUnavailable;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.app.operator.OperatorDesk;
import dev.switchhook.app.operator.OperatorDesk.DeskUnavailable;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.operator.OperatorAct;
import dev.switchhook.domain.port.operator.OperatorResult;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// What somebody does in a call, whichever process serves it. Each deed is noted before it is asked for.
@Controller("/console/calls")
@Secured(ConsoleRole.OPERATE)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallActions {

    private final OperatorDesk desk;
    private final Audit audit;
    private final Pages pages;

    CallActions(OperatorDesk desk, Audit audit, Pages pages) {
        this.desk = desk;
        this.audit = audit;
        this.pages = pages;
    }

    @Post("/{id}/act")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> act(HttpRequest<?> request, String id, @Nullable String act, @Nullable String text) {
        CallId call;
        OperatorAct wanted;
        try {
            call = new CallId(id);
            wanted = wanted(act == null ? "" : act, text == null ? "" : text.strip());
        } catch (IllegalArgumentException refused) {
            return pages.refusal(HttpStatus.BAD_REQUEST, String.valueOf(refused.getMessage()));
        }
        String who = Visitor.of(request).name();
        try {
            audit.note(who, "call-" + act, Optional.of(call), "");
            String asked = desk.ask(call, wanted, who);
            return request.getHeaders().contains("HX-Request")
                    ? state(call, asked)
                    : HttpResponse.seeOther(URI.create("/console/calls/" + id + "?request=" + asked));
        } catch (AuditUnavailable | DeskUnavailable _) {
            return pages.refusal(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached; nothing was done.");
        }
    }

    private static OperatorAct wanted(String act, String text) {
        return switch (act) {
            case "hang-up" -> new OperatorAct.HangUp();
            case "say" -> new OperatorAct.SayExactly(text);
            case "note" -> new OperatorAct.Note(text);
            default -> throw new IllegalArgumentException("act: hang-up, say and note are allowed");
        };
    }

    @Get("/{id}/requests/{asked}")
    HttpResponse<?> result(String id, String asked) {
        try {
            return state(new CallId(id), asked);
        } catch (IllegalArgumentException _) {
            return pages.refusal(HttpStatus.NOT_FOUND, "There is no such request.");
        } catch (DeskUnavailable _) {
            return pages.refusal(HttpStatus.SERVICE_UNAVAILABLE, "What has become of it cannot be read now.");
        }
    }

    private HttpResponse<?> state(CallId call, String asked) throws DeskUnavailable {
        Optional<OperatorResult> result = desk.result(asked);
        return pages.fragment(
                "console/live/acted",
                Map.of(
                        "call", call.value(),
                        "request", asked,
                        "waiting", result.isEmpty(),
                        "words", words(result)));
    }

    /// What has become of a request, in words.
    static String words(Optional<OperatorResult> result) {
        if (result.isEmpty()) {
            return "Asked for; waiting for the call.";
        }
        return switch (result.get()) {
            case DONE -> "Done.";
            case CUT_SHORT -> "Begun, and not heard to its end.";
            case NOT_SAID -> "Not said: the call ended, or the model failed, before that.";
            case ENDS_ALREADY -> "Not done: the call is being ended already.";
            case TOO_MANY_WAIT -> "Not done: too many sentences wait to be said.";
            case CALL_OVER -> "Not done: the call is over.";
            case EXPIRED -> "Not done: nobody has taken it in time.";
        };
    }
}
