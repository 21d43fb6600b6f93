package dev.switchhook.twilio.rehearsal;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `<Connect>` with its one `<Stream>` (`wire/twilio.md 2.3`).
final class StreamNoun {

    private static final Set<String> CONNECT = Set.of("action", "method");
    private static final Set<String> STREAM =
            Set.of("url", "name", "track", "statusCallback", "statusCallbackMethod", "connectorName");
    private static final int LONGEST_PARAMETER = 499;

    private StreamNoun() {}

    /// Reads a `<Connect>`.
    ///
    /// @return empty when it cannot be executed, with a complaint
    static Optional<Twiml.Verb> connect(TwimlElement element) {
        element.knows(CONNECT);
        Optional<URI> action = element.uri("action");
        if (action.isEmpty()) {
            element.complain(0, "<Connect> has no action, so that nothing decides what follows the stream");
        }
        var children = element.children();
        if (children.size() != 1 || !children.getFirst().tag().equals("Stream")) {
            element.complain(12200, "<Connect> must hold exactly one <Stream>");
            return Optional.empty();
        }
        return stream(children.getFirst()).map(stream -> new Twiml.Connect(action, stream));
    }

    private static Optional<Twiml.Stream> stream(TwimlElement element) {
        element.knows(STREAM);
        String track = element.attribute("track");
        if (!track.isEmpty() && !track.equals("inbound_track")) {
            element.complain(31941, "the track '" + track + "' is not allowed on <Connect>");
        }
        if (element.has("connectorName")) {
            element.complain(31940, "the connectorName is not known");
        }
        Optional<URI> statusCallback = element.uri("statusCallback");
        if (statusCallback.isPresent() && !statusCallback.get().isAbsolute()) {
            element.complain(12200, "the statusCallback of <Stream> must be an absolute URL");
            statusCallback = Optional.empty();
        }
        Optional<URI> callback = statusCallback;
        return url(element).map(url -> new Twiml.Stream(url, callback, element.attribute("name"), parameters(element)));
    }

    private static Optional<URI> url(TwimlElement element) {
        Optional<URI> url = element.uri("url");
        if (url.isEmpty() || url.get().getHost() == null) {
            element.complain(31923, "the url of <Stream> is not a URL with a host");
            return Optional.empty();
        }
        String scheme = String.valueOf(url.get().getScheme());
        if (!scheme.equals("wss") && !scheme.equals("ws")) {
            element.complain(31922, "the url of <Stream> has the scheme '" + scheme + "'");
            return Optional.empty();
        }
        if (url.get().getRawQuery() != null || url.get().getRawFragment() != null) {
            element.complain(0, "the url of <Stream> has a query or a fragment, which Twilio drops");
        }
        return Optional.of(URI.create(
                scheme + "://" + url.get().getRawAuthority() + url.get().getRawPath()));
    }

    private static Map<String, String> parameters(TwimlElement stream) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (TwimlElement child : stream.children()) {
            if (!child.tag().equals("Parameter")) {
                stream.complain(12200, "<" + child.tag() + "> does not belong into <Stream>");
                continue;
            }
            child.knows(Set.of("name", "value"));
            String name = child.attribute("name");
            String value = child.attribute("value");
            if (name.isEmpty() || name.length() + value.length() > LONGEST_PARAMETER) {
                stream.complain(
                        12200, "a <Parameter> needs a name, and less than 500 characters together with its value");
            }
            if (parameters.put(name, value) != null) {
                stream.complain(12200, "the <Parameter> '" + name + "' is given twice");
            }
        }
        return parameters;
    }
}
