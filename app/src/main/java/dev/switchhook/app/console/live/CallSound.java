package dev.switchhook.app.console.live;

import dev.switchhook.app.console.Looks;
import dev.switchhook.app.console.access.ConsoleRole;
import dev.switchhook.app.recording.Recordings;
import dev.switchhook.domain.caller.CallId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sound of a call that was recorded. It is given away in pieces, as players ask for them, so that nobody's call
/// has to be in memory whole. Each new hearing is noted.
@Controller("/console/calls")
@Secured(ConsoleRole.EXPORT)
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(CallSound.WAV)
final class CallSound {

    static final String WAV = "audio/wav";

    /// Bytes of one answer: about a minute of both sides.
    static final int MOST = 1_000_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,12})-([0-9]{0,12})");

    private final Recordings recordings;
    private final Looks looks;

    CallSound(Recordings recordings, Looks looks) {
        this.recordings = recordings;
        this.looks = looks;
    }

    /// A file, or the part of it that is asked for: at most [#MOST] bytes of it.
    @Get("/{id}/recording/{part:[0-9]+}.wav")
    HttpResponse<?> sound(HttpRequest<?> request, String id, int part) {
        if (!ID.matcher(id).matches()) {
            return HttpResponse.notFound();
        }
        CallId call = new CallId(id);
        try (FileChannel file = recordings.open(call, part).orElse(null)) {
            if (file == null) {
                return HttpResponse.notFound();
            }
            Optional<Matcher> wanted = request.getHeaders()
                    .findFirst(HttpHeaders.RANGE)
                    .map(RANGE::matcher)
                    .filter(Matcher::matches);
            long from = wanted.map(range -> Long.parseLong(range.group(1))).orElse(0L);
            if (from == 0) {
                looks.note(request, Looks.RECORDING_HEARD, call, "part " + part);
            }
            return piece(file, from, wanted.map(range -> range.group(2)).orElse(""), wanted.isPresent());
        } catch (SQLException | IOException _) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private static HttpResponse<?> piece(FileChannel file, long from, String until, boolean asked) throws IOException {
        long size = file.size();
        if (from >= size) {
            return HttpResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        }
        long last = until.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(until));
        int length = Math.clamp(last - from + 1, 1, MOST);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // A read may give less than was asked for.
        }
        boolean whole = !asked && length == size;
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(
                        whole ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT)
                .body(bytes.array())
                .contentType(WAV)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (!whole) {
            response.header(HttpHeaders.CONTENT_RANGE, "bytes " + from + "-" + (from + length - 1) + "/" + size);
        }
        return response;
    }
}
