/// What stands between the core and the providers of speech models.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
