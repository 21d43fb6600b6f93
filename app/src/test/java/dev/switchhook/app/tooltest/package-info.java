/// The test kit for tools: `@VoiceToolTest` gives a test a caller who uses the tools as a model does, and a call that
/// goes
/// by a script. Without a network and without real time.
@NullMarked
package dev.switchhook.app.tooltest;

import org.jspecify.annotations.NullMarked;
