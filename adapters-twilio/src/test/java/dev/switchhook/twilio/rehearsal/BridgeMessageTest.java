package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeMessageTest {

    private static final String SID = "MZ0000000000000000000000000000000a";

    @Test
    void the_three_events_of_the_wire_are_understood() {
        assertThat(read("{'event':'media','streamSid':'SID','media':{'payload':'AQID'}}"))
                .isInstanceOfSatisfying(
                        BridgeMessage.Media.class,
                        media -> assertThat(media.sound().bytes()).containsExactly(1, 2, 3));
        assertThat(read("{'event':'mark','streamSid':'SID','mark':{'name':'g3:i12:4800'}}"))
                .isEqualTo(new BridgeMessage.Mark("g3:i12:4800"));
        assertThat(read("{'event':'clear','streamSid':'SID'}")).isEqualTo(new BridgeMessage.ClearAll());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        hello | not one JSON object
        [1] | not one JSON object
        {'event':'clear','streamSid':'SID' | not one JSON object
        {'event':'clear','streamSid':'SID'}{} | not one JSON object
        {'event':'clear','event':'clear','streamSid':'SID'} | not one JSON object
        {'streamSid':'SID'} | no event
        {'event':7,'streamSid':'SID'} | no event
        {'event':'dtmf','streamSid':'SID'} | 'dtmf' is unknown
        {'event':'stop','streamSid':'SID'} | 'stop' is unknown
        {'event':'clear'} | 'streamSid' is missing
        {'event':'clear','stream_sid':'SID'} | 'stream_sid' does not belong here
        {'event':'clear','streamSid':'MZ1'} | not that of this stream
        {'event':'clear','streamSid':null} | not that of this stream
        {'event':'clear','streamSid':'SID','sequenceNumber':'1'} | 'sequenceNumber' does not belong here
        {'event':'media','streamSid':'SID'} | 'media' is missing
        {'event':'media','streamSid':'SID','media':'AQID'} | must hold exactly payload
        {'event':'media','streamSid':'SID','media':{}} | must hold exactly payload
        {'event':'media','streamSid':'SID','media':{'payload':'AQID','track':'outbound'}} | must hold exactly payload
        {'event':'media','streamSid':'SID','media':{'payload':7}} | must be a text
        {'event':'media','streamSid':'SID','media':{'payload':''}} | not empty
        {'event':'media','streamSid':'SID','media':{'payload':'A-_D'}} | not standard base64
        {'event':'media','streamSid':'SID','media':{'payload':'AQI'}} | without its padding
        {'event':'media','streamSid':'SID','media':{'payload':'UklGRgAA'}} | header of a WAV file
        {'event':'mark','streamSid':'SID','mark':{'name':''}} | not empty
        {'event':'mark','streamSid':'SID','mark':{'label':'a'}} | must hold exactly name
        {'event':'mark','streamSid':'SID','mark':{'name':'a'},'media':{'payload':'AQID'}} | 'media' does not belong here
        """)
    void everything_else_is_a_breach_with_the_number_31951(String text, String why) {
        assertThat(read(text)).isInstanceOfSatisfying(BridgeMessage.Breach.class, breach -> {
            assertThat(breach.complaint().code()).isEqualTo(31951);
            assertThat(breach.complaint().text()).contains(why);
        });
    }

    private static BridgeMessage read(String text) {
        return BridgeMessage.read(text.replace('\'', '"').replace("\"SID\"", "\"" + SID + "\""), SID);
    }
}
