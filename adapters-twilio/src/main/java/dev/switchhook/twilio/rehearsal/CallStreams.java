package dev.switchhook.twilio.rehearsal;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The media streams of one call, one at a time: opens them, reports on them, and says how they end. Lives on the
/// event loop of its call.
final class CallStreams implements MediaStream.Owner {

    /// The call that the streams belong to.
    interface Owner {

        /// The stream is over, and the document goes on.
        void streamOver(Optional<URI> action);

        /// The call is over.
        void over(PhoneReport.Outcome outcome, String detail, String status);

        /// The caller hangs up.
        void callerLeaves(Optional<String> complaint);
    }

    private static final int MOST_STREAMS = 100;

    private final Exchange exchange;
    private final CallScene scene;
    private final CallForms forms;
    private final CallPost post;
    private final String callSid;
    private final Owner owner;
    private int opened;
    private @Nullable MediaStream stream;
    private Twiml.@Nullable Connect connect;

    CallStreams(Exchange exchange, CallScene scene, CallForms forms, CallPost post, String callSid, Owner owner) {
        this.exchange = exchange;
        this.scene = scene;
        this.forms = forms;
        this.post = post;
        this.callSid = callSid;
        this.owner = owner;
    }

    /// Opens the stream that a document wants.
    void open(Twiml.Connect wanted) {
        URI url = wanted.stream().url();
        if (opened++ == MOST_STREAMS) {
            owner.over(PhoneReport.Outcome.FAILED, "more than " + MOST_STREAMS + " streams in one call", "failed");
            return;
        }
        if ("ws".equals(url.getScheme())
                && "https".equals(exchange.number().voiceUrl().getScheme())) {
            scene.notes().complain(31922, "the url of <Stream> is not secure");
        }
        MediaStream.StreamIdentity identity =
                new MediaStream.StreamIdentity(exchange.accountSid(), callSid, Exchange.newSid("MZ"));
        MediaStream opening = new MediaStream(scene, identity, wanted.stream().parameters(), this);
        connect = wanted;
        stream = opening;
        List<InetSocketAddress> addresses = exchange.route().to(url);
        if (addresses.isEmpty()) {
            streamFailed(new Complaint(31901, "no route to the host of " + url));
            return;
        }
        post.await(opening.gone());
        boolean forged = scene.does(Mischief.ForgedHandshake.class);
        boolean slash = scene.does(Mischief.TrailingSlash.class);
        String signature = WebhookSignature.of(
                forged ? "not the token" : exchange.authToken(), slash ? URI.create(url + "/") : url, Map.of());
        opening.connect(addresses, url, signature);
    }

    /// Ends the stream that is open, if there is one, because the call is over or goes elsewhere.
    ///
    /// @param byBridge whether the bridge wanted it
    void stop(boolean byBridge) {
        if (stream != null) {
            stream.stop(byBridge);
            report("stream-stopped", "");
        }
        stream = null;
        connect = null;
    }

    @Override
    public void streamStarted() {
        report("stream-started", "");
    }

    @Override
    public void streamFailed(Complaint why) {
        if (stream != null) {
            scene.notes().complain(why);
            report("stream-error", why.toString());
            goOn();
        }
    }

    @Override
    public void streamLost(PhoneReport.SocketEnd end) {
        report("stream-stopped", "");
        boolean clean = end.code() != 1006;
        if (clean || scene.plan().actionAfterLoss()) {
            goOn();
        } else {
            stream = null;
            owner.over(PhoneReport.Outcome.ENDED_BY_LOSS, "the media socket was lost", "completed");
        }
    }

    @Override
    public void callerLeaves(Optional<String> complaint) {
        owner.callerLeaves(complaint);
    }

    private void goOn() {
        Optional<URI> action = connect == null ? Optional.empty() : connect.action();
        stream = null;
        connect = null;
        if (!scene.does(Mischief.LostAction.class)) {
            owner.streamOver(action);
        }
    }

    private void report(String event, String error) {
        if (connect == null || stream == null) {
            return;
        }
        Twiml.Stream noun = connect.stream();
        String streamSid = stream.streamSid();
        if (noun.statusCallback().isPresent()) {
            var _ = post.report(noun.statusCallback().get(), forms.streamStatus(streamSid, noun.name(), event, error));
        }
    }
}
