package dev.switchhook.twilio.media;

import dev.switchhook.domain.port.line.StreamTicket;
import io.netty.channel.Channel;

/// A WebSocket handshake that [MediaHandshakes] has let pass. The endpoint opens for nothing else.
///
/// @param ticket the one in the path
/// @param peer who has opened it
/// @param channel the connection on which the handshake came
record AdmittedSocket(StreamTicket ticket, Peer peer, Channel channel) {

    /// The name of the request attribute that carries it from the filter to the endpoint.
    static final String ATTRIBUTE = "dev.switchhook.twilio.admitted-socket";
}
