package dev.switchhook.app.config;

import dev.switchhook.app.business.PolicyName;
import dev.switchhook.domain.hangup.HangupPolicies;
import dev.switchhook.domain.hangup.HangupPolicy;
import dev.switchhook.domain.hangup.PhrasePack;
import dev.switchhook.domain.settings.SettingsReader;
import java.time.Duration;
import java.util.List;

/// What hang-up policies are made with; which of them an assistant has is its own setting.
///
/// @param maxDuration how long a call may last before the agent says goodbye
/// @param warnBeforeEnd how long before that the caller is told; zero for no warning
/// @param silence how long nobody may speak before the agent asks whether the caller is there, and again before it
///     says goodbye
/// @param goodbyeQuiet how long nobody may speak after both have said goodbye
/// @param goodbyeLanguages in which languages a goodbye is understood
/// @param modelLoss how long another speech model is sought when one was lost
public record PolicySettings(
        Duration maxDuration,
        Duration warnBeforeEnd,
        Duration silence,
        Duration goodbyeQuiet,
        List<String> goodbyeLanguages,
        Duration modelLoss) {

    /// Keeps its own copy of the list.
    public PolicySettings {
        goodbyeLanguages = List.copyOf(goodbyeLanguages);
    }

    static PolicySettings read(SettingsReader settings) {
        return new PolicySettings(
                Duration.ofMinutes(settings.number("switchhook.calls.max-duration-minutes", 20, 1, 240)),
                Duration.ofSeconds(settings.number("switchhook.calls.warn-before-end-seconds", 60, 0, 600)),
                Duration.ofSeconds(settings.number("switchhook.calls.silence-seconds", 20, 5, 300)),
                Duration.ofSeconds(settings.number("switchhook.calls.goodbye-quiet-seconds", 10, 2, 120)),
                settings.words(
                        "switchhook.calls.goodbye-languages", PhrasePacks.LANGUAGES, List.of("en", "es", "de", "fr")),
                Duration.ofSeconds(settings.number("switchhook.calls.model-loss-seconds", 8, 0, 60)));
    }

    /// When a call should end by itself.
    ///
    /// @param order the policies of an assistant, the first one taking precedence
    public HangupPolicy policy(List<PolicyName> order) {
        return HangupPolicies.firstOf(order.stream().map(this::policy).toList());
    }

    private HangupPolicy policy(PolicyName name) {
        return switch (name) {
            case AFTER_MAX_DURATION -> HangupPolicies.afterMaxDuration(maxDuration, warnBeforeEnd);
            case AFTER_SILENCE -> HangupPolicies.afterSilence(silence);
            case WHEN_BOTH_SAID_GOODBYE -> HangupPolicies.whenBothSaidGoodbye(packs(), goodbyeQuiet);
            case AFTER_MODEL_LOSS -> HangupPolicies.afterModelLoss(modelLoss);
        };
    }

    private List<PhrasePack> packs() {
        return goodbyeLanguages.stream().map(PhrasePacks::of).toList();
    }
}
