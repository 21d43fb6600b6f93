package dev.switchhook.twilio.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwimlReaderTest {

    @Test
    void a_document_that_connects_a_stream_is_read_without_a_complaint() {
        Twiml twiml = TwimlReader.read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <Response>
              <Connect action="https://bridge.example/twilio/after-stream">
                <Stream url="wss://bridge.example/twilio/media/4f1c9d" statusCallback="https://bridge.example/twilio/stream-status">
                  <Parameter name="ticket" value="4f1c9d"/>
                </Stream>
              </Connect>
              <Hangup/>
            </Response>
            """);

        assertThat(twiml.complaints()).isEmpty();
        assertThat(twiml.verbs())
                .containsExactly(
                        new Twiml.Connect(
                                Optional.of(URI.create("https://bridge.example/twilio/after-stream")),
                                new Twiml.Stream(
                                        URI.create("wss://bridge.example/twilio/media/4f1c9d"),
                                        Optional.of(URI.create("https://bridge.example/twilio/stream-status")),
                                        "",
                                        Map.of("ticket", "4f1c9d"))),
                        new Twiml.Hangup());
    }

    @Test
    void the_query_of_a_stream_url_is_dropped_with_a_complaint() {
        Twiml twiml = TwimlReader.read(stream("url='wss://bridge.example/media?ticket=4f1c9d'"));

        assertThat(twiml.complaints()).singleElement().asString().contains("query");
        assertThat(twiml.verbs().getFirst())
                .isInstanceOfSatisfying(
                        Twiml.Connect.class,
                        connect ->
                                assertThat(connect.stream().url()).isEqualTo(URI.create("wss://bridge.example/media")));
    }

    @Test
    void busy_callers_are_told_and_left() {
        Twiml twiml = TwimlReader.read("<Response><Say>All lines are busy.</Say><Hangup/></Response>");

        assertThat(twiml.complaints()).isEmpty();
        assertThat(twiml.verbs()).containsExactly(new Twiml.Say("All lines are busy."), new Twiml.Hangup());
    }

    @Test
    void a_document_may_pause_go_elsewhere_and_call_the_desk() {
        Twiml twiml = TwimlReader.read("""
            <Response>
              <Pause/><Pause length="8"/>
              <Dial timeout="20" action="/twilio/after-desk"><Number>+14155550111</Number></Dial>
              <Dial>+14155550112</Dial>
              <Redirect method="POST">https://bridge.example/twilio/after-stream</Redirect>
            </Response>
            """);

        assertThat(twiml.complaints()).isEmpty();
        assertThat(twiml.verbs())
                .containsExactly(
                        new Twiml.Pause(Duration.ofSeconds(1)),
                        new Twiml.Pause(Duration.ofSeconds(8)),
                        new Twiml.Dial(
                                Optional.of(URI.create("/twilio/after-desk")), Duration.ofSeconds(20), "+14155550111"),
                        new Twiml.Dial(Optional.empty(), Duration.ofSeconds(30), "+14155550112"),
                        new Twiml.Redirect(Optional.of(URI.create("https://bridge.example/twilio/after-stream"))));
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        not xml                                                              | 12100 | not XML
        <!DOCTYPE a><Response/>                                              | 12100 | not XML
        <Answer/>                                                            | 12200 | not <Response>
        <Response><Start><Stream url='wss://a/b'/></Start></Response>        | 0     | needs <Connect>
        <Response><Say>a</Say><Pause length='40'/></Response>                | 0     | trailing <Pause>
        <Response><Pause length='long'/><Hangup/></Response>                 | 12200 | not a number from 0
        <Response><Play>https://a/b.wav</Play><Hangup/></Response>           | 0     | <Play> is not rehearsed
        <Response><Dial>123</Dial></Response>                                | 13223 | no telephone number
        <Response><Dial><Conference>a</Conference></Dial></Response>         | 0     | one <Number> only
        <Response><Dial timeout='0'>+14155550111</Dial></Response>           | 12200 | not a number from 1 to 600
        <Response><Redirect>not a url</Redirect></Response>                  | 12200 | text of <Redirect> is not a URL
        <Response><Hangup reason='x'/></Response>                            | 12200 | no attribute 'reason'
        <Response><Connect><Stream url='wss://a/b'/></Connect></Response>    | 0     | no action
        <Response><Connect action='/x'/></Response>                          | 12200 | exactly one <Stream>
        <Response><Connect action='/x'><Stream/></Connect></Response>        | 31923 | not a URL
        <Response><Connect action='/x'><Stream url='https://a/b'/></Connect></Response> | 31922 | scheme 'https'
        <Response><Connect action='/x'><Stream url='wss://a/b' track='both_tracks'/></Connect></Response> | 31941 | both_tracks
        <Response><Connect action='/x'><Stream url='wss://a/b' connectorName='c'/></Connect></Response> | 31940 | connectorName
        <Response><Connect action='/x'><Stream url='wss://a/b' statusCallback='/s'/></Connect></Response> | 12200 | absolute URL
        <Response><Connect action='/x'><Stream url='wss://a/b' token='s'/></Connect></Response> | 12200 | no attribute 'token'
        <Response><Connect action='/x'><Stream url='wss://a/b'><Param/></Stream></Connect></Response> | 12200 | does not belong
        <Response><Connect action='/x'><Stream url='wss://a/b'><Parameter value='v'/></Stream></Connect></Response> | 12200 | needs a name
        """)
    void what_twilio_or_experience_forbids_is_complained_about(String text, int code, String why) {
        assertThat(TwimlReader.read(text).complaints()).anySatisfy(complaint -> {
            assertThat(complaint.code()).isEqualTo(code);
            assertThat(complaint.text()).contains(why);
        });
    }

    @Test
    void a_parameter_of_500_characters_is_too_long() {
        String value = "v".repeat(494);
        assertThat(TwimlReader.read(parameter("ticke", value)).complaints()).isEmpty();
        assertThat(TwimlReader.read(parameter("ticket", value)).complaints())
                .singleElement()
                .asString()
                .contains("500 characters");
    }

    private static String parameter(String name, String value) {
        return "<Response><Connect action='/x'><Stream url='wss://a/b'><Parameter name='" + name + "' value='" + value
                + "'/></Stream></Connect></Response>";
    }

    private static String stream(String attributes) {
        return "<Response><Connect action='/x'><Stream " + attributes + "/></Connect></Response>";
    }
}
