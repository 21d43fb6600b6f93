package dev.switchhook.app.assistants;

import dev.switchhook.app.business.Blueprint;
import dev.switchhook.app.business.PolicyName;
import dev.switchhook.domain.port.assistant.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The assistant of a program without a business: it can talk and hang up.
public final class PlainBlueprint {

    private static final String TEMPLATE = "/dev/switchhook/app/assistants/plain.md";
    private static final String GREETING = "Greet the caller in one short sentence and ask how you can help.";

    private PlainBlueprint() {}

    /// Its blueprint.
    public static Blueprint blueprint() {
        try (InputStream in = Objects.requireNonNull(PlainBlueprint.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Blueprint("Switchhook", template, Opening.cue(GREETING), List.of(PolicyName.values()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
