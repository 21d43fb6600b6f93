package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Debian's Chromium, driven by Playwright. Used by one thread.
///
/// Without Chromium the tests are skipped, and say so; where the environment variable `CI` is set they fail instead,
/// because there nobody would notice that they never run.
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String origin;
    private final List<BrowserContext> contexts = new ArrayList<>();

    private Browser(String origin, Optional<Path> speech) {
        if (System.getenv("CI") == null) {
            assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM + ": apt-get install chromium");
        } else {
            assertThat(CHROMIUM).as("apt-get install chromium").isExecutable();
        }
        this.origin = origin;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> flags = new ArrayList<>(List.of(
                "--no-sandbox",
                "--use-fake-device-for-media-stream",
                "--autoplay-policy=no-user-gesture-required",
                "--disable-dev-shm-usage"));
        speech.ifPresent(file -> flags.add("--use-file-for-fake-audio-capture=" + file.toAbsolutePath() + "%noloop"));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(flags));
    }

    /// A browser whose pages are those of this origin, and whose microphone is silent but for a beep each second.
    public static Browser at(String origin) {
        return new Browser(origin, Optional.empty());
    }

    /// A browser whose microphone hears this WAV file once, from the moment when a page begins to listen.
    public static Browser hearing(String origin, Path speech) {
        return new Browser(origin, Optional.of(speech));
    }

    /// A page of somebody who allows the microphone.
    public Page page() {
        return page(1280, 800, ColorScheme.LIGHT, true);
    }

    /// A page of that size.
    ///
    /// @param microphone whether it is allowed; otherwise it is refused without a question
    public Page page(int width, int height, ColorScheme scheme, boolean microphone) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(origin)
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setPermissions(microphone ? List.of("microphone") : List.of()));
        contexts.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        return page;
    }

    /// Keeps a picture of the page in `target/screenshots`.
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        browser.close();
        playwright.close();
    }
}
