package dev.switchhook.app.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.switchhook.app.ConsoleHouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A running console and a real browser before it. Used by one thread.
public final class Desk implements AutoCloseable {

    private final ConsoleHouse house = new ConsoleHouse();
    private final Browser browser;
    private final Map<String, List<Cookie>> sessions = new HashMap<>();

    Desk() {
        try {
            browser = Browser.at(house.origin());
        } catch (RuntimeException | Error failed) {
            house.close();
            throw failed;
        }
    }

    /// What is looked at.
    public ConsoleHouse house() {
        return house;
    }

    /// A page of somebody who has not logged in.
    public Page stranger(Look look) {
        return look.page(browser);
    }

    /// A page of somebody who has logged in, and where they have not gone anywhere yet.
    public Page page(String user, Look look) {
        Page page = look.page(browser);
        page.context().addCookies(sessions.computeIfAbsent(user, this::session));
        return page;
    }

    private List<Cookie> session(String user) {
        Page page = stranger(Look.LIGHT);
        page.navigate("/console/log-in");
        logIn(page, user, ConsoleHouse.PASSWORD);
        page.waitForURL("**/console");
        List<Cookie> cookies = page.context().cookies();
        page.context().close();
        return cookies;
    }

    /// Fills in the form, and sends it.
    static void logIn(Page page, String user, String password) {
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(password);
        page.locator("button[type=submit]").click();
    }

    @Override
    public void close() {
        browser.close();
        house.close();
    }
}
