package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Number;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Pause;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Say;
import com.twilio.twiml.voice.Stream;
import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.StreamTicket;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TwimlTest {

    private static final PublicAddress ADDRESS = new PublicAddress(URI.create("https://bridge.example"));
    private static final StreamTicket TICKET = new StreamTicket("0123456789abcdefghijklmnopqrstuvwxyzABCDE-_");

    private static Element root(String document) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(document.getBytes(UTF_8)))
                .getDocumentElement();
    }

    private static final PhoneNumber DESK = new PhoneNumber("+4930999999");
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>";
    private static final String CONNECT = "<Connect action=\"https://bridge.example/twilio/after-stream\">"
            + "<Stream url=\"wss://bridge.example/twilio/media/" + TICKET.secret() + "\""
            + " statusCallback=\"https://bridge.example/twilio/stream-status\">"
            + "<Parameter name=\"ticket\" value=\"" + TICKET.secret() + "\"/></Stream></Connect>";

    private static String of(AfterStream instruction) {
        return Twiml.of(ADDRESS, instruction);
    }

    /// Every document there is, with these texts in it.
    private static List<String> documents(PublicAddress address, String line, PhoneNumber desk) {
        return List.of(
                Twiml.connect(address, TICKET, Optional.empty()),
                Twiml.connect(address, TICKET, Optional.of(line)),
                Twiml.busy(address, line, Optional.empty()),
                Twiml.busy(address, line, Optional.of(desk)),
                Twiml.sayAndHangUp(line),
                Twiml.hangUp(),
                Twiml.elsewhere(URI.create("https://other.example/voice?a=1&b=2")),
                Twiml.of(address, new AfterStream.AskAgain(line)));
    }

    @Test
    void connecting_is_this_document_to_the_letter() {
        assertThat(Twiml.connect(ADDRESS, TICKET, Optional.empty())).isEqualTo(HEAD + CONNECT + "<Hangup/></Response>");
    }

    @Test
    void every_instruction_is_this_document_to_the_letter() {
        assertThat(of(new AfterStream.HangUp())).isEqualTo(HEAD + "<Hangup/></Response>");
        assertThat(of(new AfterStream.Reconnect(TICKET, Optional.empty())))
                .isEqualTo(HEAD + CONNECT + "<Hangup/></Response>");
        assertThat(of(new AfterStream.Reconnect(TICKET, Optional.of("I'm back."))))
                .isEqualTo(HEAD + "<Say>I&apos;m back.</Say>" + CONNECT + "<Hangup/></Response>");
        assertThat(of(new AfterStream.Apologise("Sorry.", Optional.empty())))
                .isEqualTo(HEAD + "<Say>Sorry.</Say><Hangup/></Response>");
        assertThat(of(new AfterStream.Apologise("Sorry.", Optional.of(DESK))))
                .isEqualTo(HEAD + "<Say>Sorry.</Say><Dial action=\"https://bridge.example/twilio/after-desk\""
                        + " timeout=\"25\" answerOnBridge=\"true\"><Number>+4930999999</Number></Dial>"
                        + "<Hangup/></Response>");
        assertThat(of(new AfterStream.AskAgain("One moment.")))
                .isEqualTo(HEAD + "<Say>One moment.</Say><Pause length=\"2\"/>"
                        + "<Redirect>https://bridge.example/twilio/after-stream</Redirect></Response>");
        assertThat(of(new AfterStream.AskNow()))
                .isEqualTo(HEAD + "<Redirect>https://bridge.example/twilio/after-stream</Redirect></Response>");
        assertThat(Twiml.elsewhere(URI.create("https://other.example/voice?a=1&b=2")))
                .isEqualTo(HEAD + "<Redirect>https://other.example/voice?a=1&amp;b=2</Redirect></Response>");
    }

    @Test
    void they_mean_what_twilios_own_builder_would_write() throws Exception {
        Connect connect = new Connect.Builder()
                .action("https://bridge.example/twilio/after-stream").stream(new Stream.Builder()
                                .url("wss://bridge.example/twilio/media/" + TICKET.secret())
                                .statusCallback("https://bridge.example/twilio/stream-status")
                                .parameter(new Parameter.Builder()
                                        .name("ticket")
                                        .value(TICKET.secret())
                                        .build())
                                .build())
                        .build();
        assertSame(
                of(new AfterStream.Reconnect(TICKET, Optional.of("I'm back & \"well\"."))),
                new VoiceResponse.Builder()
                        .say(new Say.Builder("I'm back & \"well\".").build())
                        .connect(connect)
                        .hangup(new Hangup.Builder().build()));
        assertSame(
                of(new AfterStream.Apologise("Sorry.", Optional.of(DESK))),
                new VoiceResponse.Builder()
                        .say(new Say.Builder("Sorry.").build())
                        .dial(new Dial.Builder()
                                .action("https://bridge.example/twilio/after-desk")
                                .timeout(25)
                                .answerOnBridge(true)
                                .number(new Number.Builder("+4930999999").build())
                                .build())
                        .hangup(new Hangup.Builder().build()));
        assertSame(
                of(new AfterStream.AskAgain("One moment.")),
                new VoiceResponse.Builder()
                        .say(new Say.Builder("One moment.").build())
                        .pause(new Pause.Builder().length(2).build())
                        .redirect(new Redirect.Builder("https://bridge.example/twilio/after-stream").build()));
    }

    private static void assertSame(String ours, VoiceResponse.Builder theirs) throws Exception {
        assertThat(root(ours).isEqualNode(root(theirs.build().toXml())))
                .as(ours)
                .isTrue();
    }

    @Test
    void on_loopback_the_stream_is_clear_text() {
        String document =
                Twiml.connect(new PublicAddress(URI.create("http://127.0.0.1:8080")), TICKET, Optional.empty());
        assertThat(document)
                .contains(
                        "url=\"ws://127.0.0.1:8080/twilio/media/",
                        "action=\"http://127.0.0.1:8080/twilio/after-stream\"");
    }

    @Test
    void r7_the_last_verb_of_every_document_is_terminal() throws Exception {
        for (String document : documents(ADDRESS, "Sorry.", DESK)) {
            assertThat(root(document).getLastChild().getNodeName()).as(document).isIn("Hangup", "Redirect");
        }
    }

    @Test
    void every_document_fits_into_a_request_whatever_it_says() throws Exception {
        PublicAddress longest = new PublicAddress(URI.create("https://" + "a".repeat(253) + ":65535"));
        for (String line : List.of("\"".repeat(10_000), "\ud83d\ude00".repeat(10_000), "x".repeat(10_000))) {
            for (String document : documents(longest, line, new PhoneNumber("+4930999999"))) {
                assertThat(document.length()).isLessThanOrEqualTo(4000);
                assertThat(root(document).getTagName()).isEqualTo("Response");
            }
        }
    }

    @Test
    void a_line_cannot_break_out_of_its_element() throws Exception {
        String line = "</Say><Dial>+1900</Dial> & \"'\u0000\u000b\ufffe \ud83d\ude00 \ud800";
        for (String document : documents(ADDRESS, line, new PhoneNumber("</Number><Number>+1900"))) {
            Element root = root(document);
            assertThat(root.getElementsByTagName("Number").getLength()).isLessThanOrEqualTo(1);
            if (document.contains("<Say>")) {
                assertThat(root.getFirstChild().getTextContent())
                        .isEqualTo("</Say><Dial>+1900</Dial> & \"' \ud83d\ude00 ");
            }
        }
    }
}
