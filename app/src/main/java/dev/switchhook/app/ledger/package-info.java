/// The ledger of what tools have done, in a relational database.
@NullMarked
package dev.switchhook.app.ledger;

import org.jspecify.annotations.NullMarked;
