package dev.switchhook.app.crash;

import dev.switchhook.openai.rehearsal.OpenAiRehearsal;
import dev.switchhook.twilio.rehearsal.RehearsalTwilio;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;

/// The settings of the processes that are killed.
///
/// @param origin the public URL
/// @param directory below which each process keeps its files
record BridgeSettings(
        EmbeddedPostgres database, OpenAiRehearsal provider, RehearsalTwilio twilio, String origin, Path directory) {

    static final String ACCOUNT = "AC000000000000000000000000000000c4";
    static final String TOKEN = "crash-token";
    /// What callers are told when the program gives up.
    static final String APOLOGY = "We cannot go on, please call again.";

    /// As environment variables.
    ///
    /// @param name of the process
    Map<String, String> of(String name, int port, int management) {
        return Map.ofEntries(
                Map.entry("TWILIO_ACCOUNT_SID", ACCOUNT),
                Map.entry("TWILIO_AUTH_TOKEN", TOKEN),
                Map.entry("TWILIO_API_BASE_URL", twilio.apiBaseUrl().toString()),
                Map.entry("SWITCHHOOK_PUBLIC_URL", origin),
                Map.entry("SWITCHHOOK_PROVIDER", "openai"),
                Map.entry("OPENAI_API_KEY", provider.key().reveal()),
                Map.entry("OPENAI_BASE_URL", provider.baseUrl().toString()),
                // Everybody shares one small machine here, and hundreds of sessions are opened at once.
                Map.entry("OPENAI_CONNECT_TIMEOUT_MS", "10000"),
                Map.entry("SWITCHHOOK_DATABASE_URL", database.getJdbcUrl("postgres", "postgres")),
                Map.entry(
                        "SWITCHHOOK_JOURNAL_DIRECTORY", directory.resolve(name).toString()),
                Map.entry("SWITCHHOOK_CALLS_MAX_CONCURRENT", "1000"),
                Map.entry("SWITCHHOOK_CALLS_APOLOGY", APOLOGY),
                Map.entry("SWITCHHOOK_MANAGEMENT_PORT", "" + management),
                Map.entry("SWITCHHOOK_NODE_ADDRESS", "http://127.0.0.1:" + management),
                Map.entry("MICRONAUT_SERVER_PORT", "" + port),
                Map.entry("MICRONAUT_SERVER_HOST", "127.0.0.1"));
    }
}
