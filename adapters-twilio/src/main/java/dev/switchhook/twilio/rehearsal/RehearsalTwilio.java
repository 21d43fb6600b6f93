package dev.switchhook.twilio.rehearsal;

import dev.switchhook.domain.settings.Secret;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A rehearsed Twilio: an account with its REST API on a free loopback port, and telephones that call one
/// bridge. Everything that it sends is signed as Twilio signs it, and everything that the bridge sends is
/// judged strictly; see [PhoneReport#complaints]. It never connects to another machine.
///
/// ```java
/// try (var twilio = new RehearsalTwilio(accountSid, authToken, URI.create("https://bridge.example"))) {
///     // Start the bridge with twilio.apiBaseUrl(), then:
///     twilio.bridgeListensAt(new InetSocketAddress("127.0.0.1", port));
///     PhoneReport report = twilio.phone().call(script).join();
/// }
/// ```
///
/// Safe for use by any thread. [#close] drops every connection; calls that are not over complete
/// exceptionally.
public final class RehearsalTwilio implements AutoCloseable {

    private static final int THREADS = 2;
    private static final String CALLER = "+14155550123";
    private static final String COMPANY = "+14155550100";

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
    private final Map<EventLoop, FrameClock> clocks = new ConcurrentHashMap<>();
    private final Set<PhoneCall> unfinished = ConcurrentHashMap.newKeySet();
    private final Ledger ledger = new Ledger();
    private final Exchange exchange;
    private final RestDesk desk;
    private final RestServer server;

    /// An account whose number is configured with the webhooks `/twilio/voice` and `/twilio/status` of the
    /// bridge.
    ///
    /// @param publicBaseUrl the bridge's public URL, which is signed, without a slash at its end
    public RehearsalTwilio(String accountSid, Secret authToken, URI publicBaseUrl) {
        this(accountSid, authToken, publicBaseUrl, "/twilio/voice", "/twilio/status");
    }

    /// An account whose number is configured with these webhooks.
    ///
    /// @param publicBaseUrl the bridge's public URL, which is signed, without a slash at its end
    /// @param voicePath the path of the voice webhook
    /// @param statusPath the path of the status callback
    public RehearsalTwilio(
            String accountSid, Secret authToken, URI publicBaseUrl, String voicePath, String statusPath) {
        Route route = new Route(publicBaseUrl);
        exchange = new Exchange(
                accountSid,
                authToken.reveal(),
                new NumberSettings(URI.create(publicBaseUrl + voicePath), URI.create(publicBaseUrl + statusPath)),
                route,
                new Webhooks(route, ledger),
                ledger);
        desk = new RestDesk(accountSid, authToken.reveal(), ledger);
        server = new RestServer(loops, desk);
    }

    /// Where the REST API listens: what the bridge uses instead of `https://api.twilio.com`.
    public URI apiBaseUrl() {
        return server.baseUrl();
    }

    /// Says where the host of the public base URL is really found. Not needed when that URL names a loopback
    /// address itself.
    ///
    /// @param address a loopback address, where clear text is spoken, as behind a proxy that ends TLS
    public void bridgeListensAt(InetSocketAddress address) {
        bridgesListenAt(List.of(address));
    }

    /// Says where the processes of the bridge are found, as behind a load balancer: each webhook and each
    /// media handshake goes to the next address in turn that accepts the connection. May be said again at any
    /// time.
    ///
    /// @param addresses loopback addresses, at least one
    public void bridgesListenAt(List<InetSocketAddress> addresses) {
        exchange.route().leadTo(addresses);
    }

    /// Says what happens from now on when the bridge's document cannot be had; at first nothing, so that the
    /// call fails.
    public void fallback(Fallback fallback) {
        exchange.number().fallback(fallback);
    }

    /// Says how the people behave from now on whom the bridge's `<Dial>` calls; at first they answer soon and
    /// hang up after a second.
    public void frontDesk(FrontDesk desk) {
        exchange.number().desk(desk);
    }

    /// A telephone with an invented number.
    public RehearsalPhone phone() {
        return phone(CALLER, COMPANY);
    }

    /// A telephone.
    ///
    /// @param from the number it calls from, or any text that Twilio states for a caller
    /// @param to the number it calls
    public RehearsalPhone phone(String from, String to) {
        return new RehearsalPhone(exchange, this::nextSeat, this::register, from, to);
    }

    private RehearsalPhone.Seat nextSeat() {
        EventLoop loop = (EventLoop) loops.next();
        return new RehearsalPhone.Seat(loop, clocks.computeIfAbsent(loop, FrameClock::new));
    }

    private void register(PhoneCall call) {
        unfinished.add(call);
        var _ = call.result().whenComplete((_, _) -> unfinished.remove(call));
    }

    /// The next so many REST requests fail this way.
    public void failNext(int times, RestFault fault) {
        failNext(_ -> true, times, fault);
    }

    /// The next so many REST requests of this kind fail this way.
    public void failNext(Predicate<RestRequest> when, int times, RestFault fault) {
        desk.plan(when, times, fault);
    }

    /// From now on and for so long every REST request fails this way: an outage.
    public void failFor(Duration span, RestFault fault) {
        failFor(_ -> true, span, fault);
    }

    /// From now on and for so long every REST request of this kind fails this way.
    public void failFor(Predicate<RestRequest> when, Duration span, RestFault fault) {
        desk.plan(when, span, fault);
    }

    /// What was seen and decided so far.
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        server.close();
        exchange.webhooks().close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        for (PhoneCall call : Set.copyOf(unfinished)) {
            call.result().completeExceptionally(new IllegalStateException("the rehearsal was closed"));
        }
    }
}
