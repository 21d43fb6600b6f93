package dev.switchhook.domain.port.operator;

/// What one operator has asked for, once.
///
/// @param id unlike that of any other request, 1 to 64 characters
/// @param act what is to be done
/// @param who who wants it, 1 to 64 characters
public record OperatorRequest(String id, OperatorAct act, String who) {

    private static final int LONGEST = 64;

    /// Refuses a request without an id or a name.
    public OperatorRequest {
        check("id", id);
        check("who", who);
    }

    private static void check(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + ": 1 to " + LONGEST + " plain characters are allowed");
        }
    }
}
