package dev.switchhook.twilio.media;

import dev.switchhook.domain.port.line.IncomingCalls;
import dev.switchhook.domain.port.line.StreamTicket;
import dev.switchhook.twilio.TwilioMetrics;
import dev.switchhook.twilio.TwilioMetrics.Event;
import dev.switchhook.twilio.TwilioSettings;
import dev.switchhook.twilio.TwilioSignature;
import dev.switchhook.twilio.browser.BrowserDoor;
import dev.switchhook.twilio.browser.BrowserLines;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.Channel;
import jakarta.inject.Named;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges the handshake of a media connection before it is answered: signed by Twilio, or from a page of ours whose
/// user may make calls ([BrowserDoor]); with a ticket that is expected. Everything else gets 403, and nothing is
/// allocated for it. Whether the ticket is for a call of that peer is seen when the connection names its call.
///
/// The signature is checked on the event loop, so that a forgery costs next to nothing. Whether a browser may come in,
/// and whether a ticket is expected, is asked on a virtual thread, because the answer may be in a database; what
/// follows is back on the event loop of
/// the connection, where the framework expects to be when it upgrades.
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
    private final @Nullable BrowserDoor door;
    private final Peer browser;
    private final Executor slow;

    MediaHandshakes(
            TwilioSettings settings,
            IncomingCalls calls,
            PendingSockets pending,
            TwilioMetrics metrics,
            @Nullable BrowserDoor door,
            BrowserLines lines,
            @Named(TaskExecutors.BLOCKING) ExecutorService slow) {
        this.settings = settings;
        this.signature = new TwilioSignature(settings.authTokens());
        this.calls = calls;
        this.pending = pending;
        this.metrics = metrics;
        this.door = door;
        this.browser = new Peer.Browser(lines);
        this.slow = slow;
    }

    /// Answers a handshake that must not pass.
    ///
    /// @return in time: the answer, or empty to let the handshake pass; behind a null the framework would wait for
    ///     ever
    @RequestFilter
    CompletionStage<Optional<HttpResponse<?>>> judge(HttpRequest<?> request) {
        boolean signed = isSigned(request);
        if (!signed && !mayBeBrowser(request)) {
            return CompletableFuture.completedStage(refused("not signed by Twilio"));
        }
        Optional<StreamTicket> ticket = ticket(request);
        if (ticket.isEmpty() || !(request instanceof NettyHttpRequest<?> netty)) {
            return CompletableFuture.completedStage(refused("ticket not expected"));
        }
        if (pending.isFull()) {
            metrics.count(Event.TOO_MANY_PENDING);
            return CompletableFuture.completedStage(Optional.of(HttpResponse.status(HttpStatus.FORBIDDEN)));
        }
        Channel channel = netty.getChannelHandlerContext().channel();
        Peer peer = signed ? new Peer.Twilio(settings.accountSid()) : browser;
        return CompletableFuture.supplyAsync(() -> objection(request, signed, ticket.get()), slow)
                .thenApplyAsync(
                        objection -> {
                            if (objection.isPresent()) {
                                return refused(objection.get());
                            }
                            request.setAttribute(
                                    AdmittedSocket.ATTRIBUTE, new AdmittedSocket(ticket.get(), peer, channel));
                            return Optional.empty();
                        },
                        channel.eventLoop());
    }

    /// A browser says from which page its handshake comes, and signs nothing; Twilio does the opposite.
    private boolean mayBeBrowser(HttpRequest<?> request) {
        return door != null
                && request.getHeaders().contains(HttpHeaders.ORIGIN)
                && !request.getHeaders().contains(TwilioSignature.HEADER);
    }

    private Optional<String> objection(HttpRequest<?> request, boolean signed, StreamTicket ticket) {
        if (!signed && (door == null || !door.admits(request))) {
            return Optional.of("not from a page of ours, or from nobody who may make calls");
        }
        return calls.expects(ticket) ? Optional.empty() : Optional.of("ticket not expected");
    }

    private Optional<HttpResponse<?>> refused(String why) {
        if (metrics.of(Event.HANDSHAKE_REFUSED) % REFUSALS_PER_LINE == 0) {
            LOG.warn("event=handshake-refused why=\"{}\"", why);
        }
        metrics.count(Event.HANDSHAKE_REFUSED);
        return Optional.of(HttpResponse.status(HttpStatus.FORBIDDEN));
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
