package dev.switchhook.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// A TLS listener on a free loopback port with a certificate of its own, in front of a server that speaks clear
/// text.
final class TlsDoor implements AutoCloseable {

    static final String PASSWORD = "changeit";

    private final SSLServerSocket door;
    private final int inner;

    /// A door.
    ///
    /// @param store a key store made by [#keyStore]
    /// @param inner the port that it leads to
    TlsDoor(Path store, int inner) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        this.inner = inner;
        this.door = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /// Makes a key store with a self-signed certificate for that address.
    static Path keyStore(Path folder, String address) throws IOException, InterruptedException {
        Path store = folder.resolve(address + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=ip:" + address,
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(20, TimeUnit.SECONDS) || !Files.exists(store)) {
            throw new AssertionError("keytool made no key store");
        }
        return store;
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                Socket outside = door.accept();
                Thread.ofVirtual().start(() -> connect(outside));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket outside) {
        try (outside;
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), inner)) {
            Thread back = Thread.ofVirtual().start(() -> copy(inside, outside));
            copy(outside, inside);
            inside.shutdownOutput();
            back.join();
        } catch (IOException refused) {
            // An untrusting client breaks its handshake; the test looks at the client.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException broken) {
            // One side is gone; the caller closes both.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
