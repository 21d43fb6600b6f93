/// The spa's book in a relational database, PostgreSQL or H2: appointments, guests, and what is fixed about the
/// house.
@NullMarked
package dev.switchhook.app.spa.store;

import org.jspecify.annotations.NullMarked;
