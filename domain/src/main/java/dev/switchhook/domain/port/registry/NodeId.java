package dev.switchhook.domain.port.registry;

/// One process that runs calls, from its start to its end; a restarted process is another node.
///
/// @param value 1 to 64 characters out of `A-Z a-z 0-9 . _ -`
public record NodeId(String value) {

    private static final int LONGEST = 64;

    /// Checks the text.
    ///
    /// @throws IllegalArgumentException when it is empty, too long, or holds other characters
    public NodeId {
        if (value.length() > LONGEST || !value.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a node id is 1 to " + LONGEST + " characters of A-Z a-z 0-9 . _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
