package dev.switchhook.app.store;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets commands on this machine read an H2 file while this process has it open, because H2 gives a file to one process
/// only.
///
/// It is a server on a free port of the loopback address that knows this one database, under a name that cannot be
/// guessed. Port and name stand in a file beside the database which only its owner may read. H2's own way
/// (`AUTO_SERVER`) does the same, but closes the database at the first signal to stop, while calls are still being
/// served.
final class DatabaseDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDoor.class);
    private static final String BIND_ADDRESS = "h2.bindAddress";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int KEY_BITS = 256;

    private final Path sign;
    private final Server server;

    private DatabaseDoor(Path sign, Server server) {
        this.sign = sign;
        this.server = server;
    }

    /// Keeps H2 from listening on other addresses. H2 reads this once, so it is said before H2 is used.
    static void stayOnLoopback() {
        if (System.getProperty(BIND_ADDRESS) == null) {
            System.setProperty(BIND_ADDRESS, LOOPBACK);
        }
    }

    /// Opens the door of a database that this process has open. Without one, commands are told that the database is in
    /// use; calls are not affected.
    ///
    /// @return empty when the database is no H2 file, or there can be no door
    static Optional<DatabaseDoor> open(DatabaseSettings settings) {
        return settings.h2File().flatMap(file -> {
            try {
                return Optional.of(open(file));
            } catch (SQLException | IOException failed) {
                LOG.warn("event=no-database-door failure={}", failed.getClass().getSimpleName());
                return Optional.empty();
            }
        });
    }

    private static DatabaseDoor open(String file) throws SQLException, IOException {
        String key = new BigInteger(KEY_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
        Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-key", key, file)
                .start();
        Path sign = sign(file);
        try {
            // Left by a killed process: a file that exists would keep its permissions.
            Files.deleteIfExists(sign);
            Files.createFile(sign, ownersOnly());
            Files.writeString(sign, "port=" + server.getPort() + "\nkey=" + key + "\n", StandardOpenOption.WRITE);
        } catch (IOException failed) {
            server.stop();
            throw failed;
        }
        return new DatabaseDoor(sign, server);
    }

    private static Path sign(String file) {
        String home = System.getProperty("user.home", "");
        return Path.of((file.startsWith("~") ? home + file.substring(1) : file) + ".door");
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /// The URL that leads through the door of a database file; empty when there is none. Who opened it may be gone.
    static Optional<String> url(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(sign(file))));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
        Set<String> names = properties.stringPropertyNames();
        return names.containsAll(Set.of("port", "key"))
                ? Optional.of("jdbc:h2:tcp://" + LOOPBACK + ":" + properties.getProperty("port") + "/"
                        + properties.getProperty("key") + ";IFEXISTS=TRUE")
                : Optional.empty();
    }

    @Override
    public void close() {
        server.stop();
        try {
            Files.deleteIfExists(sign);
        } catch (IOException _) {
            // It leads nowhere from now on.
        }
    }
}
