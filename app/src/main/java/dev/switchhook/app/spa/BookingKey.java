package dev.switchhook.app.spa;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.tool.ToolCall;

/// What makes a booking one and the same, however often it is asked for: the call, and the model's id of the tool
/// call.
record BookingKey(CallId call, ToolCall.Id toolCall) {

    BookingKey {
        if (!toolCall.value().matches("[!-~]{1,200}")) {
            throw new IllegalArgumentException("the id of a tool call is 1 to 200 printable ASCII characters");
        }
    }
}
