package dev.switchhook.domain.hangup;

import java.time.Duration;
import java.util.List;

/// The policies that come with Switchhook: small named values that can be combined.
public final class HangupPolicies {

    private HangupPolicies() {}

    /// Says goodbye once the call has lasted `longest`, without a warning.
    public static HangupPolicy afterMaxDuration(Duration longest) {
        return new AfterMaxDuration(longest, Duration.ZERO, "");
    }

    /// Warns the caller once, `warnBefore` the end, and says goodbye once the call has lasted `longest`.
    ///
    /// @param warnBefore zero for no warning; a call that is not longer than that gets none
    public static HangupPolicy afterMaxDuration(Duration longest, Duration warnBefore) {
        return afterMaxDuration(longest, warnBefore, AfterMaxDuration.cue(warnBefore));
    }

    /// The same with other words for the warning.
    ///
    /// @param cue what the agent is to say, in words for the model
    public static HangupPolicy afterMaxDuration(Duration longest, Duration warnBefore, String cue) {
        return new AfterMaxDuration(longest, warnBefore, cue);
    }

    /// Asks whether the caller is still there after `patience` of silence, and says goodbye when the question, too,
    /// is met with that much silence.
    public static HangupPolicy afterSilence(Duration patience) {
        return new AfterSilence(patience);
    }

    /// Hangs up after `quiet` when agent and caller have said goodbye and nobody has asked for the hang-up: models
    /// announce that they will, and then do not.
    ///
    /// @param packs what counts as a goodbye, one pack for each language that is spoken on the phone
    public static HangupPolicy whenBothSaidGoodbye(List<PhrasePack> packs, Duration quiet) {
        return new BothSaidGoodbye(packs, quiet);
    }

    /// Gives the call up once there has been no speech model for `patience`; zero for at once.
    public static HangupPolicy afterModelLoss(Duration patience) {
        return new AfterModelLoss(patience);
    }

    /// Asks every policy; the first one that does not want to stay decides. When all want to stay, the earliest next
    /// look counts.
    public static HangupPolicy firstOf(HangupPolicy... policies) {
        return firstOf(List.of(policies));
    }

    /// The same with a list, the first one taking precedence.
    public static HangupPolicy firstOf(List<HangupPolicy> policies) {
        return new FirstOf(policies);
    }
}
