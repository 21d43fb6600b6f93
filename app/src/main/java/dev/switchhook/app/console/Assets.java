package dev.switchhook.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// Addresses of the files that pages load. Each holds the version of what is behind it, so that browsers may keep it
/// for ever.
public final class Assets {

    /// The stylesheet.
    public static final String STYLE = ours("console.css");

    /// The script of all pages.
    public static final String SCRIPT = ours("console.js");

    /// The picture in the tab.
    public static final String ICON = ours("icon.svg");

    /// The library that swaps parts of pages.
    public static final String HTMX = jar("htmx.org/2.0.10/dist/htmx.min.js");

    /// Our extension of it for server-sent events.
    public static final String HTMX_SSE = ours("sse.js");

    /// The library that draws charts, for pages that have some.
    public static final String CHARTS = jar("chart.js/4.5.1/dist/chart.umd.min.js");

    private static final int VERSION = 10;

    private Assets() {}

    /// The address of a file in `src/main/resources/assets`, such as `console.css` or `phone/phone.js`.
    ///
    /// @throws NullPointerException when there is no such file
    public static String ours(String name) {
        try (InputStream file = Assets.class.getResourceAsStream("/assets/" + name)) {
            byte[] content = Objects.requireNonNull(file, name).readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "/console/assets/" + name + "?v="
                    + HexFormat.of().formatHex(hash).substring(0, VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String jar(String path) {
        return "/console/webjars/" + path;
    }
}
