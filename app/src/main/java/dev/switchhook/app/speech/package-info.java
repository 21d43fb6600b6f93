/// Several speech providers behind one speech model: which one is tried, and when one is left alone.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
