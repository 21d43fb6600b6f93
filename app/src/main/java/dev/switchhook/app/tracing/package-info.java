/// Calls as traces of OpenTelemetry: made from what the journal is told, sent to a collector when one is set. Nothing
/// of
/// what was said, no telephone number and no word of a fault leaves the process with them.
@NullMarked
package dev.switchhook.app.tracing;

import org.jspecify.annotations.NullMarked;
