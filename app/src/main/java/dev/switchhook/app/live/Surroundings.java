package dev.switchhook.app.live;

import java.util.List;
import java.util.Map;

/// How this process and those that it talks to are doing. Fast; safe for use by several threads.
public interface Surroundings {

    /// The name of this process.
    String node();

    /// Whether it takes no new calls because it is stopping.
    boolean draining();

    /// Who speaks, the preferred one first.
    List<ProviderGlimpse> providers();

    /// How often the carrier, or somebody in its place, did something that was not as agreed, since this process began;
    /// by what it was, in words.
    Map<String, Long> troublesOfCarrier();
}
