/// The commands `switchhook spa ...`: the day's book on paper, what the spa offers, and appointments of other systems.
@NullMarked
package dev.switchhook.app.spa.cli;

import org.jspecify.annotations.NullMarked;
