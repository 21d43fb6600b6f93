package dev.switchhook.openai.rehearsal;

import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.openai.OpenAiSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A server on a free loopback port that speaks OpenAI's realtime wire strictly: it refuses what the real one
/// refuses, and a [Role] decides what is said. One event loop does everything, so a session's order is the wire's
/// order. Its methods may be called from any thread.
public final class OpenAiRehearsal implements AutoCloseable {

    private static final int HANDSHAKE_BYTES = 64 * 1024;
    private static final long SESSION_SECONDS = 3_600;

    private final Supplier<Role> roles;
    private final EventLoopGroup loops;
    private final Channel door;
    private final int mostReports;
    private final List<Notebook> notebooks = new CopyOnWriteArrayList<>();
    private final Map<Integer, CompletableFuture<SessionReport>> ends = new ConcurrentHashMap<>();
    private final Map<Channel, ServerSession> sessions = new ConcurrentHashMap<>();
    private int asked;
    private int begun;

    /// Starts a server that keeps the reports of all its sessions, the sound included: for rehearsals, which end.
    ///
    /// @param roles gives the role of each session; called by the server's event loop
    public OpenAiRehearsal(Supplier<Role> roles, RehearsalOptions options) {
        this(roles, options, Integer.MAX_VALUE);
    }

    /// Starts a server that may run for as long as it likes.
    ///
    /// @param roles gives the role of each session; called by the server's event loop
    /// @param mostReports of how many sessions reports are kept, at least 1; those of older ones are forgotten
    public OpenAiRehearsal(Supplier<Role> roles, RehearsalOptions options, int mostReports) {
        this.roles = roles;
        this.mostReports = mostReports;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, Thread.ofPlatform().daemon().name("openai-rehearsal").factory(), NioIoHandler.newFactory());
        this.door = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES))
                                .addLast(new Doorkeeper(OpenAiRehearsal.this, options, newConnection()));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /// The base URL under which it answers, in clear text on loopback.
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) door.localAddress()).getPort() + "/v1");
    }

    /// The base URL of a server that is told to be Azure's.
    public URI azureBaseUrl() {
        return baseUrl().resolve("/openai/v1");
    }

    /// The only key that it accepts.
    public Secret key() {
        return new Secret("sk-rehearsal");
    }

    /// Default settings of the adapter towards this server.
    public OpenAiSettings settings() {
        return OpenAiSettings.of(baseUrl(), key());
    }

    /// What was seen of all sessions until now, or of the latest ones, in the order in which they began.
    public List<SessionReport> reports() {
        return notebooks.stream().map(Notebook::report).toList();
    }

    /// The report of a session, once it has ended.
    ///
    /// @param number counts sessions from 1, in the order in which they began; the session may be one to come, but
    ///     none whose report was forgotten
    public CompletableFuture<SessionReport> whenEnded(int number) {
        return endOf(number).copy();
    }

    /// Breaks all open connections without a close handshake.
    public void cutConnections() {
        sessions.values().forEach(session -> loops.execute(session::cut));
    }

    /// Stops the server; open connections break.
    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private int newConnection() {
        return ++asked;
    }

    Notebook newNotebook() {
        begun++;
        Notebook notebook = new Notebook(endOf(begun));
        notebooks.add(notebook);
        if (notebooks.size() > mostReports) {
            notebooks.removeFirst();
            ends.remove(begun - mostReports);
        }
        return notebook;
    }

    ServerSession newSession(Channel channel, Notebook notebook, String model, RehearsalOptions chosen) {
        int number = begun;
        long life = chosen.find(Misbehaviour.SessionLasts.class)
                .map(lasts -> lasts.life().toSeconds())
                .orElse(SESSION_SECONDS);
        long expiresAt = Instant.now().getEpochSecond() + life;
        var configuration = new EffectiveSession("sess_" + number, model, expiresAt);
        ServerSession session = new ServerSession(channel, roles.get(), chosen, notebook, configuration, number);
        sessions.put(channel, session);
        var _ = channel.closeFuture().addListener(_ -> sessions.remove(channel));
        return session;
    }

    private CompletableFuture<SessionReport> endOf(int number) {
        return ends.computeIfAbsent(number, _ -> new CompletableFuture<>());
    }
}
