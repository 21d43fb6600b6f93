package dev.switchhook.app.spa.book;

import java.util.Currency;

/// What a service costs.
///
/// @param cents in the smallest unit of the currency, 0 or more
public record Price(long cents, Currency currency) {

    /// Refuses a negative amount.
    public Price {
        if (cents < 0) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }
}
