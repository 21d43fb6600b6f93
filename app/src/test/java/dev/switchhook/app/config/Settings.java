package dev.switchhook.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Environments for tests of the configuration.
public final class Settings {

    /// A token that must not be shown anywhere.
    public static final String TOKEN = "token-5e1f0c77";

    /// A key that must not be shown anywhere.
    public static final String OPENAI_KEY = "sk-openai-31337";

    /// Another key that must not be shown anywhere.
    public static final String XAI_KEY = "xai-key-4242";

    private Settings() {}

    /// What a server needs at least, with more variables in pairs of name and value. An empty value takes a variable
    /// away.
    public static Map<String, String> serving(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SWITCHHOOK_PUBLIC_URL",
                "https://calls.example.com",
                "TWILIO_ACCOUNT_SID",
                "AC0123456789abcdef0123456789abcdef",
                "TWILIO_AUTH_TOKEN",
                TOKEN,
                "OPENAI_API_KEY",
                OPENAI_KEY));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    static AppSettings read(Map<String, String> environment) {
        return AppSettings.forServing(LoadedConfiguration.load(Optional.empty(), environment));
    }
}
