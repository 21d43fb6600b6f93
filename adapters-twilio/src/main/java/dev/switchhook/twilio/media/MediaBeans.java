package dev.switchhook.twilio.media;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/// The limits of media connections as a bean, so that a test can bring shorter ones.
@Factory
final class MediaBeans {

    @Singleton
    @Requires(missingBeans = MediaLimits.class)
    MediaLimits limits() {
        return MediaLimits.standard();
    }
}
