/// What is counted and measured, by the names of docs/operate.md. No label holds a call, a number or a text.
@NullMarked
package dev.switchhook.app.metrics;

import org.jspecify.annotations.NullMarked;
