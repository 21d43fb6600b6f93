package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// An element of a TwiML document, and where complaints about it go. Used once per document, by one thread.
record TwimlElement(Element element, List<Complaint> complaints) {

    String tag() {
        return element.getTagName();
    }

    /// The text inside, without the white space around it.
    String text() {
        return element.getTextContent().strip();
    }

    /// The value of an attribute, empty when it is not there.
    String attribute(String name) {
        return element.getAttribute(name);
    }

    boolean has(String attribute) {
        return element.hasAttribute(attribute);
    }

    List<TwimlElement> children() {
        List<TwimlElement> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new TwimlElement(child, complaints));
            }
        }
        return children;
    }

    /// Complains about every other attribute.
    void knows(Set<String> attributes) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!attributes.contains(name)) {
                complain(12200, "<" + tag() + "> has no attribute '" + name + "'");
            }
        }
    }

    /// The URL in an attribute.
    Optional<URI> uri(String attribute) {
        return asUri(attribute(attribute), attribute + " of <" + tag() + ">");
    }

    /// The URL in the text.
    Optional<URI> uri() {
        return asUri(text(), "the text of <" + tag() + ">");
    }

    private Optional<URI> asUri(String value, String what) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(value));
        } catch (IllegalArgumentException _) {
            complain(12200, what + " is not a URL");
            return Optional.empty();
        }
    }

    /// The number in an attribute.
    int number(String attribute, int least, int most, int otherwise) {
        String value = attribute(attribute);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,6}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        complain(
                12200,
                attribute + " of <" + tag() + "> is '" + value + "', not a number from " + least + " to " + most);
        return otherwise;
    }

    void complain(int code, String text) {
        complaints.add(new Complaint(code, text));
    }
}
