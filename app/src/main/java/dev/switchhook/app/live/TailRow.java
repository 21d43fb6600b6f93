package dev.switchhook.app.live;

import dev.switchhook.domain.caller.CallId;
import dev.switchhook.domain.port.journal.JournalEntry;
import java.util.Optional;

/// One entry of the journal and its number there.
///
/// @param entry empty when this version does not know it
record TailRow(CallId call, long kept, Optional<JournalEntry> entry) {}
