package dev.switchhook.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How a page is looked at.
public enum Look {
    /// At a desk.
    LIGHT(1280, 900, ColorScheme.LIGHT),
    /// At a desk in the evening.
    DARK(1280, 900, ColorScheme.DARK),
    /// On a telephone.
    PHONE(390, 844, ColorScheme.LIGHT);

    private static final Set<String> WEIGHTY = Set.of("serious", "critical");

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    /// A new page that looks like this, of somebody who has not logged in.
    Page page(Browser browser) {
        return browser.page(width, height, scheme, false);
    }

    /// Keeps a picture of a page that looks like this, and checks that nobody is kept from reading it: nothing serious
    /// is wrong for those who see little, hear it, or have no mouse, and nothing stands beside the screen.
    ///
    /// @param name of the picture, to which the look is added
    public void check(Page page, String name) {
        String whole = name + "-" + name().toLowerCase(Locale.ROOT);
        Browser.picture(page, whole);
        Object beside = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) beside).intValue())
                .as(whole + ": pixels beside the screen")
                .isLessThanOrEqualTo(0);
        // There are no frames, for whose sake it would open a page of its own each time.
        List<String> findings = new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> WEIGHTY.contains(rule.getImpact()))
                        .map(Look::told)
                        .toList();
        assertThat(findings).as(whole).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .toList();
    }
}
