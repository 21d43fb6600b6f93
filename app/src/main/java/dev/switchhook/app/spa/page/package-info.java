/// The spa's page in the console.
@NullMarked
package dev.switchhook.app.spa.page;

import org.jspecify.annotations.NullMarked;
