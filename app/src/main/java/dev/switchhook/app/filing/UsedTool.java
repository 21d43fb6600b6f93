package dev.switchhook.app.filing;

/// How often a tool was used in a call, by what came of it.
///
/// @param tool its name, 1 to 64 characters
/// @param done how often it did what was wanted
/// @param pending how often it has taken something on, to report later
/// @param refused how often it refused
/// @param failed how often it failed
/// @param timedOut how often it gave no answer in time
public record UsedTool(String tool, int done, int pending, int refused, int failed, int timedOut) {

    /// How often it was used.
    public int times() {
        return done + pending + refused + failed + timedOut;
    }
}
