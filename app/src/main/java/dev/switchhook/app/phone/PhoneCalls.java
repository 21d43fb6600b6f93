package dev.switchhook.app.phone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchhook.app.console.Pages;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.console.access.Visitor;
import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.Admission;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.LineEvent;
import dev.switchhook.domain.port.line.StreamTicket;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/// What the page of the phone asks beside its sound. Bodies and answers are JSON; a refusal names the field.
@Controller("/phone/calls")
@Secured(ConsoleRole.OPERATE)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.APPLICATION_JSON)
final class PhoneCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneCalls.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final int TRY_AGAIN_SECONDS = 2;

    private final PhoneDesk desk;

    PhoneCalls(PhoneDesk desk) {
        this.desk = desk;
    }

    /// Asks for a call. The answer has what `start` has to say, and where the media connection goes.
    @Post
    HttpResponse<?> call(HttpRequest<?> request, @Body String body) {
        JsonNode wish = read(body);
        String assistant = wish.path("assistant").asText(desk.assistants().getFirst());
        String provider =
                wish.path("provider").asText(desk.providers().firstEntry().getKey());
        String number = wish.path("number").asText("");
        if (!desk.assistants().contains(assistant)) {
            return refused("assistant", "is none of ours");
        }
        if (!desk.providers().containsKey(provider)) {
            return refused("provider", "is none of ours");
        }
        PhoneNumber from = number.isBlank() ? PhoneDesk.NOBODY : new PhoneNumber(number.strip());
        if (!number.isBlank() && from.e164().isEmpty()) {
            return refused("number", "is no number; a plus sign and 7 to 15 digits, or nothing");
        }
        PhoneDesk.Asked asked = desk.call(assistant, provider, from);
        LOG.info(
                "call={} event=browser-call answer={} who={}",
                asked.call(),
                asked.admission().getClass().getSimpleName(),
                Visitor.of(request).name());
        return switch (asked.admission()) {
            case Admission.Admitted(StreamTicket ticket) ->
                HttpResponse.created(connection(asked.call(), ticket).toString());
            case Admission.Busy(String line, var _) -> unavailable(line);
            case Admission.Elsewhere _, Admission.Replayed _ -> unavailable("No new calls are taken here now.");
        };
    }

    /// The media connection has ended: what now?
    @Post("/{id}/after")
    HttpResponse<?> after(@PathVariable String id) {
        return about(
                id, call -> HttpResponse.ok(instruction(call, desk.after(call)).toString()));
    }

    /// The caller hangs up, and has no media connection to say so.
    @Post("/{id}/leave")
    HttpResponse<?> leave(@PathVariable String id) {
        return about(id, call -> {
            desk.leave(call);
            return HttpResponse.noContent();
        });
    }

    /// The caller writes instead of speaking.
    @Post("/{id}/type")
    HttpResponse<?> type(@PathVariable String id, @Body String body) {
        String text = read(body).path("text").asText("").strip();
        if (text.isEmpty() || text.length() > LineEvent.Wrote.LONGEST) {
            return refused("text", "has 1 to " + LineEvent.Wrote.LONGEST + " characters");
        }
        return about(
                id,
                call -> desk.writing().test(call, text)
                        ? HttpResponse.noContent()
                        : Pages.readable(HttpResponse.<String>status(HttpStatus.CONFLICT)
                                .body(problem("The call is not served by this process."))));
    }

    /// What happens in the call, from its beginning.
    @Get(value = "/{id}/news", produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> news(@PathVariable String id, @Header("Last-Event-ID") @Nullable String last) {
        Optional<CallId> call = call(id);
        return call.isEmpty() ? Flux.empty() : desk.feed().watch(call.get(), number(last));
    }

    private ObjectNode instruction(CallId call, AfterStream instruction) {
        return switch (instruction) {
            case AfterStream.HangUp _ -> todo("hang-up");
            case AfterStream.Reconnect(StreamTicket ticket, Optional<String> line) -> {
                ObjectNode todo = connection(call, ticket).put("todo", "reconnect");
                line.ifPresent(words -> todo.put("line", words));
                yield todo;
            }
            case AfterStream.Apologise(String line, var number) ->
                todo("apologise").put("line", line).put("desk", number.isPresent());
            case AfterStream.AskAgain(String line) ->
                todo("ask-again").put("line", line).put("seconds", TRY_AGAIN_SECONDS);
            case AfterStream.AskNow _ -> todo("ask-again").put("line", "").put("seconds", 0);
        };
    }

    private static ObjectNode todo(String what) {
        return JSON.createObjectNode().put("todo", what);
    }

    private ObjectNode connection(CallId call, StreamTicket ticket) {
        return JSON.createObjectNode()
                .put("id", call.value())
                .put("account", desk.carrier().account())
                .put("ticket", ticket.secret())
                .put("media", "/twilio/media/" + ticket.secret());
    }

    private HttpResponse<?> about(String id, Function<CallId, HttpResponse<?>> answer) {
        return call(id).<HttpResponse<?>>map(answer).orElseGet(HttpResponse::notFound);
    }

    private Optional<CallId> call(String id) {
        return FORM.matcher(id).matches() ? Optional.of(new CallId(id)).filter(desk.carrier()::has) : Optional.empty();
    }

    private static int number(@Nullable String last) {
        return last != null && last.matches("[0-9]{1,6}") ? Integer.parseInt(last) : 0;
    }

    private static HttpResponse<?> refused(String field, String why) {
        return Pages.readable(HttpResponse.badRequest(problem(field + " " + why)));
    }

    private static HttpResponse<?> unavailable(String words) {
        return Pages.readable(
                HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE).body(problem(words)));
    }

    private static String problem(String words) {
        return JSON.createObjectNode().put("error", words).toString();
    }

    /// An object without fields, when it is no JSON.
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }
}
