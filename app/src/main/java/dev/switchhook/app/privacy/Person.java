package dev.switchhook.app.privacy;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.caller.PhoneNumber;
import java.util.List;

/// Who is to be forgotten. Its text form does not hold the number.
///
/// @param number E.164
/// @param calls all calls of that number that are on record, none of which is in progress
public record Person(PhoneNumber number, List<CallId> calls) {

    /// Keeps its own copy, and refuses what is no number.
    public Person {
        calls = List.copyOf(calls);
        if (number.e164().isEmpty()) {
            throw new IllegalArgumentException("a person has a number");
        }
    }
}
