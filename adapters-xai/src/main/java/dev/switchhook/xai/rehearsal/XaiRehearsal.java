package dev.switchhook.xai.rehearsal;

import dev.switchhook.domain.rehearsal.Role;
import dev.switchhook.domain.rehearsal.SessionReport;
import dev.switchhook.domain.settings.Secret;
import dev.switchhook.xai.rehearsal.Opening.Past;
import dev.switchhook.xai.rehearsal.XaiMisbehaviour.Oddity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A strict stand-in for xAI's voice service on a free loopback port. It speaks the provider's wire, refuses what
/// the provider refuses, writes down every breach, and plays one [Role] per session. Its understanding is the
/// role's; its ear is real: it finds the caller's turns in the sound.
///
/// Safe for use by several threads; each session lives on one event loop, and all waiting is done by that loop's
/// clock.
public final class XaiRehearsal implements AutoCloseable {

    /// So much faster than it plays, the provider sends sound (wire/xai.md 3.2).
    public static final double USUAL_SPEED = 4;

    private static final String PATH = "/v1";

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<SessionLog> logs = new CopyOnWriteArrayList<>();
    private final Supplier<? extends Role> roles;
    private final double speed;
    private final XaiMisbehaviour misbehaviour;
    private final Conversations conversations = new Conversations(System::nanoTime);
    private final int port;

    private XaiRehearsal(Supplier<? extends Role> roles, double speed, XaiMisbehaviour misbehaviour) {
        this.roles = roles;
        this.speed = speed;
        this.misbehaviour = misbehaviour;
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        accept(connection);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        connections.add(server);
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /// Starts a server without fault at the provider's usual speed.
    ///
    /// @param roles gives the role of each new session
    public static XaiRehearsal open(Supplier<? extends Role> roles) {
        return new XaiRehearsal(roles, USUAL_SPEED, XaiMisbehaviour.none());
    }

    /// Starts a server.
    ///
    /// @param roles gives the role of each new session
    /// @param speed how much faster than it plays sound is sent, above 0
    /// @param misbehaviour what is wrong with it
    public static XaiRehearsal open(Supplier<? extends Role> roles, double speed, XaiMisbehaviour misbehaviour) {
        return new XaiRehearsal(roles, speed, misbehaviour);
    }

    private void accept(SocketChannel connection) {
        connections.add(connection);
        connection
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(64 * 1024))
                .addLast(new HandshakeGuard(PATH + "/realtime", misbehaviour, this::admit));
    }

    private SessionHandler admit(
            ChannelHandlerContext context, String model, Optional<String> wanted, List<String> complaints) {
        SessionLog log = new SessionLog();
        logs.add(log);
        complaints.forEach(log::complain);
        return new SessionHandler(
                new RehearsedSession(
                        opening("sess_" + logs.size(), model, wanted),
                        conversations,
                        new ServerWire(context.channel()),
                        log,
                        roles.get(),
                        speed,
                        misbehaviour),
                log);
    }

    private Opening opening(String id, String model, Optional<String> wanted) {
        boolean refused = misbehaviour.has(Oddity.REFUSES_RESUMPTION);
        return wanted.filter(_ -> !refused && !misbehaviour.has(Oddity.FORGETS_CONVERSATIONS))
                .flatMap(conversations::find)
                .map(earlier -> new Opening(id, model, earlier, Past.RESUMED))
                .orElseGet(() -> new Opening(
                        id,
                        model,
                        conversations.begin("conv_" + id),
                        wanted.isPresent() && refused ? Past.REFUSED : Past.NEW));
    }

    /// Where it listens, in the form of a base URL setting.
    public URI baseUrl() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + PATH);
    }

    /// A key that it accepts; it accepts every key of the provider's form.
    public Secret apiKey() {
        return new Secret("xai-rehearsal");
    }

    /// What was seen of each session so far, in the order of their opening.
    public List<SessionReport> reports() {
        return logs.stream().map(SessionLog::report).toList();
    }

    /// The final report of a session, once its connection is gone.
    ///
    /// @param session the number of the session in the order of opening, from 1; it must be open already
    public CompletableFuture<SessionReport> ended(int session) {
        return logs.get(session - 1).ended();
    }

    /// Breaks all connections without any farewell; new ones are welcome.
    public void cutConnections() {
        var _ = connections.close(channel -> channel.parent() != null);
    }

    /// How many connections are open now, the sessions among them.
    public int openConnections() {
        return connections.size() - 1;
    }

    /// Ends all sessions and frees the port.
    @Override
    public void close() {
        var _ = connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
