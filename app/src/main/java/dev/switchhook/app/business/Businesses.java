package dev.switchhook.app.business;

import java.util.List;

/// The lines of business that this program was built with; there may be none.
public final class Businesses {

    private static final List<Business> INSTALLED = Installed.of(Business.class);

    private Businesses() {}

    /// All of them, in the order of the class path.
    public static List<Business> installed() {
        return INSTALLED;
    }
}
