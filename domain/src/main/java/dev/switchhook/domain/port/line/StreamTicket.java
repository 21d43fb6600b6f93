package dev.switchhook.domain.port.line;

/// A one-time right to open the media connection of one call, given out in the answer to the announcement of that
/// call.
///
/// @param secret 43 characters of base64url, that is 256 random bits
public record StreamTicket(String secret) {

    @Override
    public String toString() {
        return "StreamTicket[***]";
    }
}
