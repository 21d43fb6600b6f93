/// The page that tells with charts how calls went.
@NullMarked
package dev.switchhook.app.console.metrics;

import org.jspecify.annotations.NullMarked;
