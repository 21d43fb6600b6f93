/// A strict stand-in for xAI's voice service that speaks its wire on loopback: for the demo, for tests, for users'
/// own benches.
@NullMarked
package dev.switchhook.xai.rehearsal;

import org.jspecify.annotations.NullMarked;
