package dev.switchhook.app.spa.rehearsal;

import dev.switchhook.app.business.BusinessSettings;
import dev.switchhook.app.rehearsal.Story;
import dev.switchhook.app.rehearsal.Storyteller;
import dev.switchhook.app.spa.SpaSettings;
import java.time.ZoneId;

/// Tells the story of a call to the spa.
public final class SpaStoryteller implements Storyteller {

    /// Made by the service loader.
    public SpaStoryteller() {}

    @Override
    public Story story(BusinessSettings settings) {
        ZoneId zone = settings.of(SpaSettings.class).zone();
        return new SpaStory(zone);
    }
}
