package dev.switchhook.app.spa.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.switchhook.app.ConsoleHouse;
import dev.switchhook.app.browser.AtTheDesk;
import dev.switchhook.app.browser.Desk;
import dev.switchhook.app.browser.Look;
import dev.switchhook.app.spa.book.Appointment;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The spa's day in a real browser.
@ExtendWith(AtTheDesk.class)
@Timeout(120)
class BookInABrowserTest {

    @Test
    void what_a_call_books_appears_on_the_page_that_is_open(Desk desk) {
        DayFull guests = new DayFull(desk.house().database());
        LocalDate day = guests.day(true).plusDays(21);
        Page page = desk.page(ConsoleHouse.BERT, Look.LIGHT);
        page.navigate("/console/book?day=" + day);
        page.locator("text=0 appointments").waitFor();

        Appointment booked = guests.books("hot-stone-massage", day, 0);

        page.locator(".taken >> text=" + booked.code()).waitFor();
        page.locator("text=1 appointment").first().waitFor();
        assertThat(page.locator(".taken-service").textContent()).isEqualTo("hot stone massage");
        assertThat(page.locator("#day").inputValue()).isEqualTo(day.toString());
        page.context().close();
    }

    @Test
    void a_booked_and_a_closed_day_can_be_read_by_everybody(Desk desk) {
        DayFull guests = new DayFull(desk.house().database());
        LocalDate booked = guests.day(true);
        guests.fill(booked);
        for (Look look : Look.values()) {
            Page page = desk.page(ConsoleHouse.ANNA, look);
            page.navigate("/console/book?day=" + booked);
            look.check(page, "book-full");
            page.navigate("/console/book?day=" + guests.day(false));
            look.check(page, "book-closed");
            page.context().close();
        }
    }

    @Test
    void days_are_turned_with_the_keyboard(Desk desk) {
        Page page = desk.page(ConsoleHouse.BERT, Look.LIGHT);
        page.navigate("/console/book?day=2026-12-01");
        page.getByLabel("The day after").focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/console/book?day=2026-12-02");
        page.getByLabel("The day before").focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/console/book?day=2026-12-01");
        page.context().close();
    }
}
