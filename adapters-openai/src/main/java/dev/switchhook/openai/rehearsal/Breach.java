package dev.switchhook.openai.rehearsal;

/// A client event that is refused, with what the `error` event says about it. Fields that do not apply are empty
/// text.
final class Breach extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String param;

    Breach(String code, String message, String param) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
    }

    static Breach unknown(String param) {
        return new Breach("unknown_parameter", "Unknown parameter: '" + param + "'.", param);
    }

    static Breach missing(String param) {
        return new Breach("missing_required_parameter", "Missing required parameter: '" + param + "'.", param);
    }

    static Breach invalid(String param, String why) {
        return new Breach("invalid_value", "Invalid value for '" + param + "': " + why + ".", param);
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String param() {
        return param;
    }

    /// Whether a race explains it, so that the bridge did nothing wrong.
    boolean isRace() {
        return code.equals("conversation_already_has_active_response") || code.equals("response_cancel_not_active");
    }
}
