package dev.switchhook.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// An address that stays while the programs behind it come and go, as that of a proxy. Safe for use by several threads.
public final class Gate implements AutoCloseable {

    private final ServerSocket door;
    private volatile int port;

    /// One behind which there is nobody yet.
    public Gate() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("gate").start(this::open);
    }

    /// Where it is.
    public String origin() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /// Who comes from now on finds this port.
    void leadTo(int listening) {
        port = listening;
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket inside = door.accept();
                Thread.ofVirtual().start(() -> connect(inside));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket visitor) {
        try (visitor;
                Socket program = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.ofVirtual().start(() -> pass(program, visitor));
            pass(visitor, program);
            back.join();
        } catch (IOException _) {
            // Nobody is there, which is what the visitor is to notice.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// When one side goes, so does the other.
    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
