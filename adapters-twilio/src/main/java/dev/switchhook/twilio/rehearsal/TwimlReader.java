package dev.switchhook.twilio.rehearsal;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads TwiML strictly (`wire/twilio.md 2`): `<Connect><Stream>`, `<Say>`, `<Hangup>` and `<Reject>` are executed;
/// everything else is skipped with a complaint, as is every attribute that Twilio does not know. Used once per
/// document.
final class TwimlReader {

    private static final Set<String> CONNECT = Set.of("action", "method");
    private static final Set<String> STREAM =
            Set.of("url", "name", "track", "statusCallback", "statusCallbackMethod", "connectorName");
    private static final int LONGEST_PARAMETER = 499;

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
            List<Element> children = children(root.get());
            for (int i = 0; i < children.size(); i++) {
                verb(children.get(i), i == children.size() - 1).ifPresent(verbs::add);
            }
        }
        return new Twiml(verbs, complaints);
    }

    private Optional<Twiml.Verb> verb(Element element, boolean last) {
        return switch (element.getTagName()) {
            case "Connect" -> connect(element);
            case "Say" -> {
                checkAttributes(element, Set.of("voice", "language", "loop"));
                yield Optional.of(new Twiml.Say(element.getTextContent().strip()));
            }
            case "Hangup" -> {
                checkAttributes(element, Set.of());
                yield Optional.of(new Twiml.Hangup());
            }
            case "Reject" -> {
                checkAttributes(element, Set.of("reason"));
                yield Optional.of(new Twiml.Reject());
            }
            case "Start" -> refused("<Start> streams in one direction only; a conversation needs <Connect>");
            case "Pause" ->
                refused(last ? "a trailing <Pause> keeps the line open in silence" : "<Pause> is not rehearsed");
            default -> refused("<" + element.getTagName() + "> is not rehearsed");
        };
    }

    private Optional<Twiml.Verb> refused(String text) {
        complain(0, text);
        return Optional.empty();
    }

    private Optional<Twiml.Verb> connect(Element element) {
        checkAttributes(element, CONNECT);
        Optional<URI> action = uri(element, "action");
        if (action.isEmpty()) {
            complain(0, "<Connect> has no action, so that nothing decides what follows the stream");
        }
        List<Element> children = children(element);
        if (children.size() != 1 || !children.getFirst().getTagName().equals("Stream")) {
            complain(12200, "<Connect> must hold exactly one <Stream>");
            return Optional.empty();
        }
        return stream(children.getFirst()).map(stream -> new Twiml.Connect(action, stream));
    }

    private Optional<Twiml.Stream> stream(Element element) {
        checkAttributes(element, STREAM);
        String track = element.getAttribute("track");
        if (!track.isEmpty() && !track.equals("inbound_track")) {
            complain(31941, "the track '" + track + "' is not allowed on <Connect>");
        }
        if (element.hasAttribute("connectorName")) {
            complain(31940, "the connectorName is not known");
        }
        Optional<URI> statusCallback = uri(element, "statusCallback");
        if (statusCallback.isPresent() && !statusCallback.get().isAbsolute()) {
            complain(12200, "the statusCallback of <Stream> must be an absolute URL");
            statusCallback = Optional.empty();
        }
        Optional<URI> callback = statusCallback;
        return streamUrl(element)
                .map(url -> new Twiml.Stream(url, callback, element.getAttribute("name"), parameters(element)));
    }

    private Optional<URI> streamUrl(Element element) {
        Optional<URI> url = uri(element, "url");
        if (url.isEmpty() || url.get().getHost() == null) {
            complain(31923, "the url of <Stream> is not a URL with a host");
            return Optional.empty();
        }
        String scheme = String.valueOf(url.get().getScheme());
        if (!scheme.equals("wss") && !scheme.equals("ws")) {
            complain(31922, "the url of <Stream> has the scheme '" + scheme + "'");
            return Optional.empty();
        }
        if (url.get().getRawQuery() != null || url.get().getRawFragment() != null) {
            complain(0, "the url of <Stream> has a query or a fragment, which Twilio drops");
        }
        return Optional.of(URI.create(
                scheme + "://" + url.get().getRawAuthority() + url.get().getRawPath()));
    }

    private Map<String, String> parameters(Element stream) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Element child : children(stream)) {
            if (!child.getTagName().equals("Parameter")) {
                complain(12200, "<" + child.getTagName() + "> does not belong into <Stream>");
                continue;
            }
            checkAttributes(child, Set.of("name", "value"));
            String name = child.getAttribute("name");
            String value = child.getAttribute("value");
            if (name.isEmpty() || name.length() + value.length() > LONGEST_PARAMETER) {
                complain(12200, "a <Parameter> needs a name, and less than 500 characters together with its value");
            }
            if (parameters.put(name, value) != null) {
                complain(12200, "the <Parameter> '" + name + "' is given twice");
            }
        }
        return parameters;
    }

    private Optional<URI> uri(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException _) {
            complain(12200, attribute + " of <" + element.getTagName() + "> is not a URL");
            return Optional.empty();
        }
    }

    private void checkAttributes(Element element, Set<String> known) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!known.contains(name)) {
                complain(12200, "<" + element.getTagName() + "> has no attribute '" + name + "'");
            }
        }
    }

    private void complain(int code, String text) {
        complaints.add(new Complaint(code, text));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
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
