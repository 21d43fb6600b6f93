/// The private port: health, metrics, and who this process is.
@NullMarked
package dev.switchhook.app.management;

import org.jspecify.annotations.NullMarked;
