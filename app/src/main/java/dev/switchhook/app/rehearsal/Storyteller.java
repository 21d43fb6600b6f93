package dev.switchhook.app.rehearsal;

import dev.switchhook.app.business.BusinessSettings;
import dev.switchhook.app.business.Installed;

/// Tells the story that is rehearsed. A business brings one along, whose name stands in
/// `META-INF/services/dev.switchhook.app.rehearsal.Storyteller`; without one the agent and the caller hum.
@FunctionalInterface
public interface Storyteller {

    /// The story of a program with these settings.
    Story story(BusinessSettings settings);

    /// The story of this program.
    static Story told(BusinessSettings settings) {
        return Installed.of(Storyteller.class).stream()
                .findFirst()
                .orElse(_ -> new PlainStory())
                .story(settings);
    }
}
