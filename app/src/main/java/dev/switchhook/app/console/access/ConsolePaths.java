package dev.switchhook.app.console.access;

/// The addresses of the console among all that the public port has.
final class ConsolePaths {

    static final String LOG_IN = "/console/log-in";
    static final String ASSETS = "/console/assets/";
    static final String WEBJARS = "/console/webjars/";
    static final String PHONE = "/phone";
    private static final String CARRIER = "/twilio/";
    private static final String CONSOLE = "/console";

    private ConsolePaths() {}

    /// Whether an address is one of the console.
    static boolean has(String path) {
        return isAtOrBelow(CONSOLE, path) || isAtOrBelow(PHONE, path);
    }

    /// Whether it is one that anybody may see.
    static boolean isForAnybody(String path) {
        return path.equals(LOG_IN) || isStatic(path);
    }

    /// Whether it is a file that never changes.
    static boolean isStatic(String path) {
        return path.startsWith(ASSETS) || path.startsWith(WEBJARS);
    }

    /// Whether it is one of the carrier's, who proves itself by signatures.
    static boolean isOfCarrier(String path) {
        return path.startsWith(CARRIER);
    }

    /// Whether the microphone may be used there.
    static boolean isPhone(String path) {
        return isAtOrBelow(PHONE, path);
    }

    private static boolean isAtOrBelow(String root, String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
