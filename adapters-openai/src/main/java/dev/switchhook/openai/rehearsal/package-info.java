/// A strict server that speaks OpenAI's realtime wire on loopback, for demos without a key and for tests. It refuses
/// what the real one refuses and misbehaves on request.
@NullMarked
package dev.switchhook.openai.rehearsal;

import org.jspecify.annotations.NullMarked;
