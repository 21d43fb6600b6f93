/// The database: where it is, the pool of connections, and the migrations of its schema.
@NullMarked
package dev.switchhook.app.store;

import org.jspecify.annotations.NullMarked;
