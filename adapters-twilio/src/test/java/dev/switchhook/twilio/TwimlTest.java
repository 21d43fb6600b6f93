package dev.switchhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Stream;
import dev.switchhook.domain.port.line.StreamTicket;
import java.io.ByteArrayInputStream;
import java.net.URI;
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

    @Test
    void connecting_is_this_document_to_the_letter() {
        assertThat(Twiml.connect(ADDRESS, TICKET))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<Response><Connect action=\"https://bridge.example/twilio/after-stream\">"
                        + "<Stream url=\"wss://bridge.example/twilio/media/" + TICKET.secret() + "\""
                        + " statusCallback=\"https://bridge.example/twilio/stream-status\">"
                        + "<Parameter name=\"ticket\" value=\"" + TICKET.secret() + "\"/>"
                        + "</Stream></Connect><Hangup/></Response>");
    }

    @Test
    void it_means_what_twilios_own_builder_would_write() throws Exception {
        String theirs = new VoiceResponse.Builder()
                .connect(new Connect.Builder()
                        .action("https://bridge.example/twilio/after-stream").stream(new Stream.Builder()
                                        .url("wss://bridge.example/twilio/media/" + TICKET.secret())
                                        .statusCallback("https://bridge.example/twilio/stream-status")
                                        .parameter(new Parameter.Builder()
                                                .name("ticket")
                                                .value(TICKET.secret())
                                                .build())
                                        .build())
                                .build())
                .hangup(new Hangup.Builder().build())
                .build()
                .toXml();
        assertThat(root(Twiml.connect(ADDRESS, TICKET)).isEqualNode(root(theirs)))
                .isTrue();
    }

    @Test
    void on_loopback_the_stream_is_clear_text() {
        String document = Twiml.connect(new PublicAddress(URI.create("http://127.0.0.1:8080")), TICKET);
        assertThat(document)
                .contains(
                        "url=\"ws://127.0.0.1:8080/twilio/media/",
                        "action=\"http://127.0.0.1:8080/twilio/after-stream\"");
    }

    @Test
    void r7_every_document_ends_in_a_hangup() {
        assertThat(Twiml.connect(ADDRESS, TICKET))
                .endsWith("<Hangup/></Response>")
                .doesNotContain("<Pause", "<Start");
        assertThat(Twiml.sayAndHangUp("Sorry.")).endsWith("<Say>Sorry.</Say><Hangup/></Response>");
        assertThat(Twiml.hangUp()).endsWith("<Response><Hangup/></Response>");
    }

    @Test
    void a_line_cannot_break_out_of_its_element() throws Exception {
        String line = "</Say><Dial>+1900</Dial> & \"'\u0000\u000b\ufffe \ud83d\ude00 \ud800";
        Element root = root(Twiml.sayAndHangUp(line));
        assertThat(root.getChildNodes().getLength()).isEqualTo(2);
        assertThat(root.getFirstChild().getTextContent()).isEqualTo("</Say><Dial>+1900</Dial> & \"' \ud83d\ude00 ");
    }
}
