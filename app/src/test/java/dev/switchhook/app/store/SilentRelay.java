package dev.switchhook.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and a server on loopback, and can fall silent: connections stay open, and nothing goes
/// through them any more, as when a network cable is cut.
public final class SilentRelay implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    /// Leads to that port of the loopback address.
    public SilentRelay(int server) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = door.accept();
                    Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                    sockets.addAll(List.of(client, behind));
                    relay(client, behind);
                    relay(behind, client);
                }
            } catch (IOException closed) {
                // The relay is closed.
            }
        });
    }

    private void relay(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[8192];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException closed) {
                // The other side learns it by the end of its own connection.
            }
        });
    }

    /// Where it stands.
    public int port() {
        return door.getLocalPort();
    }

    /// From now on nothing goes through.
    public void fallSilent() {
        silent = true;
    }

    /// Lets everything through again. A connection from which something was kept back is of no use any more.
    public void speakAgain() {
        silent = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
