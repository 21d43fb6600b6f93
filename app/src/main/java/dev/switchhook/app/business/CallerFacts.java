package dev.switchhook.app.business;

import dev.switchhook.domain.caller.IncomingCall;
import java.util.Map;
import java.util.Set;

/// Tells what an assistant should know when a certain call begins: the values of variables of its instructions, such
/// as today's date or what is known about the guest. A bean of the program; every business may have some. All of them
/// are asked at once, on virtual threads; each may block for 300 ms, and what is not told by then is left out.
/// Who was late or has thrown is asked once more when the call is connected. Safe for use by several threads.
///
/// The values are data about a caller whom nobody has proven to be who they seem to be: they are made harmless, and
/// come into the section Customer of the instructions only.
public interface CallerFacts {

    /// The names of the variables that it may tell, of `a-z`, `0-9` and `_`; nobody else tells these. A template that
    /// uses another name is refused at start.
    Set<String> names();

    /// The values that it knows for this call, by name; what it does not know is missing.
    ///
    /// @param call as the carrier announced it; the number is a hint, never a proof
    Map<String, String> about(IncomingCall call);
}
