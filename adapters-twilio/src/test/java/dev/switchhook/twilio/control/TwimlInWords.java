package dev.switchhook.twilio.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchhook.domain.caller.PhoneNumber;
import dev.switchhook.domain.port.line.AfterStream;
import dev.switchhook.domain.port.line.StreamTicket;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What a TwiML document asks for, read apart from how it was written.
final class TwimlInWords {

    private TwimlInWords() {}

    static AfterStream read(String document) {
        if (document.length() > 4000) {
            throw new AssertionError("Twilio takes 4000 characters by REST, not " + document.length());
        }
        List<Element> verbs = children(root(document));
        Function<String, Optional<Element>> verb = name ->
                verbs.stream().filter(one -> one.getTagName().equals(name)).findFirst();
        Optional<String> line = verb.apply("Say").map(Element::getTextContent);
        String names = verbs.stream().map(Element::getTagName).collect(Collectors.joining(" "));
        return switch (names) {
            case "Hangup" -> new AfterStream.HangUp();
            case "Connect Hangup", "Say Connect Hangup" -> {
                Element stream = children(verb.apply("Connect").orElseThrow()).getFirst();
                yield new AfterStream.Reconnect(
                        new StreamTicket(children(stream).getFirst().getAttribute("value")), line);
            }
            case "Say Hangup" -> new AfterStream.Apologise(line.orElseThrow(), Optional.empty());
            case "Say Dial Hangup" ->
                new AfterStream.Apologise(
                        line.orElseThrow(),
                        verb.apply("Dial").map(Element::getTextContent).map(PhoneNumber::new));
            case "Say Pause Redirect" -> new AfterStream.AskAgain(line.orElseThrow());
            case "Redirect" -> new AfterStream.AskNow();
            default -> throw new AssertionError("nobody asks for this: " + names);
        };
    }

    private static Element root(String document) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(document.getBytes(UTF_8)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not XML: " + document, e);
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            children.add((Element) node);
        }
        return children;
    }
}
