package dev.switchhook.app;

/// How many threads carry the virtual ones. As many as there are processors are too few on a small machine: a virtual
/// thread that loads a class keeps its carrier while it waits for another one to finish with the same jar, and that
/// one may have been taken off its carrier in the middle of it. When every carrier waits like this, nothing ever goes
/// on.
final class Carriers {

    /// What the virtual machine reads when the first virtual thread begins.
    static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

    /// More than ever load classes at the same time; a carrier that nobody needs costs nothing.
    static final int FEWEST = 16;

    private Carriers() {}

    /// Sees to it that there are enough, unless whoever starts the program has decided otherwise. To be called before
    /// the first virtual thread begins.
    static void provide() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(
                    PROPERTY, Integer.toString(enough(Runtime.getRuntime().availableProcessors())));
        }
    }

    static int enough(int processors) {
        return Math.max(FEWEST, processors);
    }
}
