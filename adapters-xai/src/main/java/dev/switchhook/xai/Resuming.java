package dev.switchhook.xai;

import dev.switchhook.domain.port.speech.Resumption;
import java.util.Optional;

/// The conversation at the provider that outlives our session, and whether it was taken up again (wire/xai.md 3.4).
/// Owned by the dialogue.
final class Resuming {

    private final boolean optedIn;
    private Optional<String> wanted;
    private Optional<String> conversation = Optional.empty();

    /// At the beginning of a session.
    ///
    /// @param optedIn whether the provider is asked to keep the conversation
    /// @param wanted the conversation that is to be taken up again
    Resuming(boolean optedIn, Optional<String> wanted) {
        this.optedIn = optedIn;
        this.wanted = wanted;
    }

    /// Whether we want an earlier conversation, and nothing speaks against it so far. Until the session is confirmed,
    /// the provider repeats that conversation then.
    boolean underWay() {
        return wanted.isPresent();
    }

    /// The provider does not want that, or does not know the conversation any more: this is a new one.
    void refused() {
        wanted = Optional.empty();
    }

    /// The provider names the conversation.
    ///
    /// @return false when it is another one than we wanted
    boolean named(Optional<String> id) {
        conversation = id;
        boolean asWanted = wanted.isEmpty() || id.isEmpty() || wanted.equals(id);
        if (!asWanted) {
            refused();
        }
        return asWanted;
    }

    /// With what this conversation can be taken up again.
    Optional<Resumption> token() {
        return conversation.filter(_ -> optedIn).map(id -> new Resumption(XaiSettings.PROVIDER, id));
    }
}
