package dev.switchhook.app.bench;

/// What is measured, and how often.
///
/// @param runs how many times everything is measured
/// @param many the calls of the scene with many callers
/// @param strict whether a missed target makes the command fail
record BenchOptions(int runs, int many, boolean strict) {

    /// What the system properties `runs`, `calls` and `strict` say.
    static BenchOptions fromProperties() {
        String strict = System.getProperty("strict", "false");
        return new BenchOptions(
                Math.max(1, Integer.getInteger("runs", 5)),
                Math.max(1, Integer.getInteger("calls", 200)),
                strict.isEmpty() || Boolean.parseBoolean(strict));
    }
}
