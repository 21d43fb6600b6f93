package dev.switchhook.app.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchhook.app.business.Business;
import dev.switchhook.app.business.Businesses;
import dev.switchhook.domain.settings.SettingsReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The open database: a small pool of connections to a schema that is up to date. Safe for use by several threads.
///
/// Whoever needs a connection waits for it at most [#LONGEST_WAIT]; then an `SQLException` says that there is none.
public final class Database implements AutoCloseable {

    /// How long a tool waits for a connection before it gives up.
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int MOST_CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final DatabaseSettings settings;
    private final Optional<DatabaseDoor> door;

    private Database(HikariDataSource pool, DatabaseSettings settings, Optional<DatabaseDoor> door) {
        this.pool = pool;
        this.settings = settings;
        this.door = door;
    }

    /// Connects, brings the schema up to date, and keeps the pool open. Blocks.
    ///
    /// @throws DatabaseUnavailable when that fails
    public static Database open(DatabaseSettings settings) {
        DatabaseDoor.stayOnLoopback();
        Properties properties = propertiesOf(settings);
        try (Connection _ = connect(settings, properties)) {
            // The first connection stays open meanwhile, because an H2 database closes with its last one.
            HikariDataSource pool = new HikariDataSource(poolOf(settings, properties));
            migrate(pool, settings);
            return new Database(pool, settings, DatabaseDoor.open(settings));
        } catch (SQLException refused) {
            throw unavailable(settings, refused);
        }
    }

    static DatabaseUnavailable unavailable(DatabaseSettings settings, SQLException refused) {
        String state = refused.getSQLState() == null ? "none" : refused.getSQLState();
        return new DatabaseUnavailable(line(settings, reason(refused, state), "SQL state " + state), refused);
    }

    /// A connection without the pool: its failure tells the reason, where the pool's tells that time has run out.
    private static Connection connect(DatabaseSettings settings, Properties properties) throws SQLException {
        return DriverManager.getConnection(settings.url(), properties);
    }

    /// The driver's own words are not repeated, because some of them hold the URL with the password.
    private static String reason(SQLException refused, String state) {
        return switch (state) {
            case "08001", "08004", "08006" -> "cannot be reached";
            case "28000", "28P01" -> "refuses the user or the password";
            case "3D000" -> "does not exist on that server";
            case "90020" -> "is in use by another program";
            default -> refused.getErrorCode() == 90020 ? "is in use by another program" : "cannot be opened";
        };
    }

    private static String line(DatabaseSettings settings, String problem, String detail) {
        return SettingsReader.environmentName(DatabaseSettings.KEY) + ": the database " + settings.shown() + " "
                + problem + " (" + detail + ")";
    }

    static Properties propertiesOf(DatabaseSettings settings) {
        Properties properties = new Properties();
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().ifPresent(password -> properties.setProperty("password", password.reveal()));
        if (settings.isPostgresql()) {
            properties.setProperty("connectTimeout", "2");
            properties.setProperty("socketTimeout", "10");
            properties.setProperty("ApplicationName", "switchhook");
        }
        return properties;
    }

    private static HikariConfig poolOf(DatabaseSettings settings, Properties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("switchhook");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        // Whether a connection still lives must be known while there is time to take another one.
        config.setValidationTimeout(LONGEST_WAIT.toMillis() / 2);
        return config;
    }

    private static void migrate(HikariDataSource pool, DatabaseSettings settings) {
        try {
            flyway(pool, settings).migrate();
        } catch (FlywayException broken) {
            pool.close();
            String kind = broken.getClass().getSimpleName();
            throw new DatabaseUnavailable(
                    line(settings, "holds a schema that cannot be brought up to date", kind), broken);
        }
    }

    /// The keeper of the schema of this program.
    static Flyway flyway(DataSource database, DatabaseSettings settings) {
        List<String> places = new ArrayList<>(List.of("db/migration"));
        places.add(settings.isPostgresql() ? "db/postgresql" : "db/h2");
        for (Business business : Businesses.installed()) {
            places.addAll(business.migrations());
            if (settings.isPostgresql()) {
                places.addAll(business.postgresqlMigrations());
            }
        }
        return Flyway.configure()
                .dataSource(database)
                .locations(places.stream().map("classpath:"::concat).toArray(String[]::new))
                // The program and its businesses number their migrations apart, and a business may have been deleted.
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:future", "*:missing")
                .load();
    }

    /// The pool.
    public DataSource dataSource() {
        return pool;
    }

    /// What the start banner shows of it: no user, no password.
    public String shown() {
        return settings.shown();
    }

    /// Closes every connection.
    @Override
    public void close() {
        door.ifPresent(DatabaseDoor::close);
        pool.close();
    }
}
