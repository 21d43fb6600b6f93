/// Configuration: where values come from, which of them exist, and the checked settings that the program starts
/// with.
@NullMarked
package dev.switchhook.app.config;

import org.jspecify.annotations.NullMarked;
