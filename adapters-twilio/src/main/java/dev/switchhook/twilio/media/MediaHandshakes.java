package dev.switchhook.twilio.media;

import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.TwilioSignature;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges the handshake of a media connection before it is answered: signed by Twilio, with a ticket that is
/// expected. Everything else gets 403, and nothing is allocated for it. Runs on the event loop.
@ServerFilter("/twilio/media/**")
final class MediaHandshakes {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandshakes.class);
    /// A flood of refusals does not flood the log.
    private static final int REFUSALS_PER_LINE = 1000;
    private static final Pattern PATH = Pattern.compile("/twilio/media/([A-Za-z0-9_-]{43})/?");

    private final TwilioSettings settings;
    private final TwilioSignature signature;
    private final IncomingCalls calls;
    private final PendingSockets pending;
    private final TwilioMetrics metrics;

    MediaHandshakes(TwilioSettings settings, IncomingCalls calls, PendingSockets pending, TwilioMetrics metrics) {
        this.settings = settings;
        this.signature = new TwilioSignature(settings.authTokens());
        this.calls = calls;
        this.pending = pending;
        this.metrics = metrics;
    }

    /// Answers a handshake that must not pass.
    ///
    /// @return null to let it pass
    @RequestFilter
    @Nullable
    HttpResponse<?> judge(HttpRequest<?> request) {
        Optional<StreamTicket> ticket = isSigned(request) ? ticket(request) : Optional.empty();
        if (ticket.isEmpty() || !calls.expects(ticket.get()) || !(request instanceof NettyHttpRequest<?> netty)) {
            if (metrics.of(Event.HANDSHAKE_REFUSED) % REFUSALS_PER_LINE == 0) {
                LOG.warn(
                        "event=handshake-refused why=\"{}\"",
                        isSigned(request) ? "ticket not expected" : "not signed by Twilio");
            }
            metrics.count(Event.HANDSHAKE_REFUSED);
            return HttpResponse.status(HttpStatus.FORBIDDEN);
        }
        if (pending.isFull()) {
            metrics.count(Event.TOO_MANY_PENDING);
            return HttpResponse.status(HttpStatus.FORBIDDEN);
        }
        AdmittedSocket admitted = new AdmittedSocket(
                ticket.get(), netty.getChannelHandlerContext().channel());
        request.setAttribute(AdmittedSocket.ATTRIBUTE, admitted);
        return null;
    }

    private boolean isSigned(HttpRequest<?> request) {
        List<String> given = request.getHeaders().getAll(TwilioSignature.HEADER);
        var urls = settings.address()
                .signedSockets(request.getUri().getRawPath(), request.getUri().getRawQuery());
        return given.size() == 1 && signature.isRight(urls, Collections.emptySortedMap(), given.getFirst());
    }

    private static Optional<StreamTicket> ticket(HttpRequest<?> request) {
        Matcher path = PATH.matcher(request.getUri().getRawPath());
        return path.matches() ? Optional.of(new StreamTicket(path.group(1))) : Optional.empty();
    }
}
