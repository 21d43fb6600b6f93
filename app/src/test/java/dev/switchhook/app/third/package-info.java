/// A third provider that nobody offers, on a wire that is unlike the others on purpose: a proof of how little an
/// adapter needs.
@NullMarked
package dev.switchhook.app.third;

import org.jspecify.annotations.NullMarked;
