package dev.switchhook.app.spa.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchhook.app.Browser;
import dev.switchhook.app.ConsoleHouse;
import dev.switchhook.app.spa.book.Appointment;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `/console/book` by HTTP.
class BookPageTest {

    private static ConsoleHouse house;
    private static Browser bert;

    @BeforeAll
    static void logIn() throws Exception {
        house = new ConsoleHouse();
        bert = house.visitor();
        assertThat(bert.logIn(ConsoleHouse.BERT, ConsoleHouse.PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @AfterAll
    static void close() {
        bert.close();
        house.close();
    }

    @Test
    void nobody_sees_who_comes_without_having_logged_in() throws Exception {
        try (Browser stranger = house.visitor()) {
            assertThat(stranger.get("/console/book").statusCode()).isEqualTo(303);
            assertThat(stranger.send(stranger.visit("/console/book/feed?day=2026-12-01")
                                    .setHeader("Accept", "text/event-stream"))
                            .statusCode())
                    .isIn(303, 401);
        }
    }

    @Test
    void whoever_may_look_sees_a_day_with_its_guests_and_their_numbers_masked() throws Exception {
        DayFull guests = new DayFull(house.database());
        LocalDate day = guests.day(true);
        Appointment booked = guests.books("facial", day, 0);

        HttpResponse<String> page = bert.get("/console/book?day=" + day);

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("1 appointment", "Ada Lovelace", booked.code(), "...10")
                .doesNotContain(booked.guest().number(), "style=\"");
        Matcher style = Pattern.compile("href=\"(/console/assets/spa/[^\"]+)\"").matcher(page.body());
        assertThat(style.find()).isTrue();
        assertThat(bert.get(style.group(1)).statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_day_it_is_today() throws Exception {
        assertThat(bert.get("/console/book").body())
                .contains("value=\"" + LocalDate.now(ZoneId.of("Europe/Berlin")) + "\"");
    }

    @Test
    void a_day_that_does_not_exist_is_not_found() throws Exception {
        for (String day : List.of("2026-02-30", "tomorrow", "1999-12-31", "2200-01-01", "%3Cscript%3E")) {
            HttpResponse<String> page = bert.get("/console/book?day=" + day);
            assertThat(page.statusCode()).as(day).isEqualTo(404);
            assertThat(page.body()).as(day).contains("Not found").doesNotContain("<script>");
            HttpResponse<String> feed =
                    bert.send(bert.visit("/console/book/feed?day=" + day).setHeader("Accept", "text/event-stream"));
            assertThat(feed.statusCode()).as(day).isEqualTo(404);
        }
    }
}
