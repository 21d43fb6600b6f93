/// What calls leave behind about people, and what every keeper of it must be able to delete.
@NullMarked
package dev.switchhook.app.privacy;

import org.jspecify.annotations.NullMarked;
