package dev.switchhook.twilio.rehearsal;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads TwiML strictly (`wire/twilio.md 2`): `<Connect><Stream>`, `<Say>`, `<Pause>`, `<Redirect>`, `<Dial>`,
/// `<Hangup>` and `<Reject>` are executed; everything else is skipped with a complaint, as is every attribute that
/// Twilio does not know. Used once per document.
final class TwimlReader {

    private static final Set<String> DIAL = Set.of(
            "action",
            "method",
            "timeout",
            "callerId",
            "answerOnBridge",
            "timeLimit",
            "hangupOnStar",
            "ringTone",
            "sequential");
    private static final int RINGS = 30;
    private static final int LONGEST_RING = 600;
    private static final int LONGEST_PAUSE = 86_400;

    private final List<Complaint> complaints = new ArrayList<>();

    /// Reads a document.
    static Twiml read(String text) {
        return new TwimlReader().document(text);
    }

    private Twiml document(String text) {
        List<Twiml.Verb> verbs = new ArrayList<>();
        Optional<Element> root = parse(text);
        if (root.isEmpty()) {
            complain(12100, "the answer is not XML");
        } else if (!root.get().getTagName().equals("Response")) {
            complain(12200, "the root is <" + root.get().getTagName() + ">, not <Response>");
        } else {
            List<TwimlElement> children = new TwimlElement(root.get(), complaints).children();
            for (int i = 0; i < children.size(); i++) {
                verb(children.get(i), i == children.size() - 1).ifPresent(verbs::add);
            }
        }
        return new Twiml(verbs, complaints);
    }

    private Optional<Twiml.Verb> verb(TwimlElement element, boolean last) {
        return switch (element.tag()) {
            case "Connect" -> StreamNoun.connect(element);
            case "Say" -> {
                element.knows(Set.of("voice", "language", "loop"));
                yield Optional.of(new Twiml.Say(element.text()));
            }
            case "Pause" -> {
                element.knows(Set.of("length"));
                if (last) {
                    complain(0, "a trailing <Pause> keeps the line open in silence");
                }
                yield Optional.of(new Twiml.Pause(Duration.ofSeconds(element.number("length", 0, LONGEST_PAUSE, 1))));
            }
            case "Redirect" -> {
                element.knows(Set.of("method"));
                yield Optional.of(new Twiml.Redirect(element.uri()));
            }
            case "Dial" -> dial(element);
            case "Hangup" -> {
                element.knows(Set.of());
                yield Optional.of(new Twiml.Hangup());
            }
            case "Reject" -> {
                element.knows(Set.of("reason"));
                yield Optional.of(new Twiml.Reject());
            }
            case "Start" -> refused("<Start> streams in one direction only; a conversation needs <Connect>");
            default -> refused("<" + element.tag() + "> is not rehearsed");
        };
    }

    private Optional<Twiml.Verb> refused(String text) {
        complain(0, text);
        return Optional.empty();
    }

    private Optional<Twiml.Verb> dial(TwimlElement element) {
        element.knows(DIAL);
        List<TwimlElement> nouns = element.children();
        if (nouns.size() > 1 || (nouns.size() == 1 && !nouns.getFirst().tag().equals("Number"))) {
            return refused("<Dial> is rehearsed with one <Number> only");
        }
        String number = element.text();
        if (!number.matches("\\+[1-9][0-9]{6,14}")) {
            complain(13223, "<Dial> calls '" + number + "', which is no telephone number");
            return Optional.empty();
        }
        Duration timeout = Duration.ofSeconds(element.number("timeout", 1, LONGEST_RING, RINGS));
        return Optional.of(new Twiml.Dial(element.uri("action"), timeout, number));
    }

    private void complain(int code, String text) {
        complaints.add(new Complaint(code, text));
    }

    private static Optional<Element> parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Throwing());
            return Optional.of(
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException _) {
            return Optional.empty();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("every JDK reads XML from memory", e);
        }
    }

    /// The parser's own handler prints to the console.
    private static final class Throwing implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // Twilio reads on, too.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
