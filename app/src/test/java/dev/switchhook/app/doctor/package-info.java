/// What the doctor says.
@NullMarked
package dev.switchhook.app.doctor;

import org.jspecify.annotations.NullMarked;
