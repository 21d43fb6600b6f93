/// The spa's appointment book: what it offers, when it is free, what is booked. Pure: values, rules and the
/// ports to the database; it knows no SQL, no phone and no model.
@NullMarked
package dev.switchhook.app.spa.book;

import org.jspecify.annotations.NullMarked;
