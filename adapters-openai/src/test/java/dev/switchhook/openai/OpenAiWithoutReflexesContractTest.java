package dev.switchhook.openai;

import dev.switchhook.domain.settings.Secret;
import dev.switchhook.domain.settings.SettingsReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Every promise holds, too, when the provider neither answers nor stops by itself, and the session has to ask for
/// both.
class OpenAiWithoutReflexesContractTest extends OpenAiSpeechModelContractTest {

    private static final Map<String, String> WITHOUT_REFLEXES =
            Map.of("openai.create-response", "false", "openai.interrupt-response", "false");

    @Override
    OpenAiSettings settings(URI baseUrl, Secret key) {
        SettingsReader reader = new SettingsReader(name -> Optional.ofNullable(WITHOUT_REFLEXES.get(name)));
        return OpenAiSettings.read(reader, false).towards(baseUrl, key);
    }
}
