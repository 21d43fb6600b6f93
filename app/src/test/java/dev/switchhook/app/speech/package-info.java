/// Tests of what stands between the core and the providers.
@NullMarked
package dev.switchhook.app.speech;

import org.jspecify.annotations.NullMarked;
