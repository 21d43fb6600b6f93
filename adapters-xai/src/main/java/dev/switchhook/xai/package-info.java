/// The speech model of xAI: its settings, its WebSocket and its dialect.
@NullMarked
package dev.switchhook.xai;

import org.jspecify.annotations.NullMarked;
