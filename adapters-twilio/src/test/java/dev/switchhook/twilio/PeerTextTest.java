package dev.switchhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeerTextTest {

    @Test
    void a_useful_text_stays_as_it_is() {
        assertThat(PeerText.forLog("31920 - Stream - WebSocket - Handshake Error"))
                .isEqualTo("31920 - Stream - WebSocket - Handshake Error");
    }

    @Test
    void tickets_numbers_and_line_breaks_do_not_reach_the_log() {
        String ticket = "0123456789abcdefghijklmnopqrstuvwxyzABCDE-_";
        assertThat(PeerText.forLog("x\r\nERROR wss://h/twilio/media/" + ticket + " from +4930123456 \u202e"))
                .isEqualTo("x??ERROR wss://h/twilio/media/*** from +... ?");
    }

    @Test
    void a_secret_at_the_cut_is_gone_before_the_cut() {
        String text = "-".repeat(30) + " ".repeat(160) + "a".repeat(43);
        assertThat(PeerText.forLog(text)).doesNotContain("aaa").hasSizeLessThan(210);
    }
}
