package dev.switchhook.twilio.media;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// The limits of media connections as a bean, so that a test can bring shorter ones.
@Factory
final class MediaBeans {

    @Singleton
    MediaLimits limits() {
        return MediaLimits.standard();
    }
}
