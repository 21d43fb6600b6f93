package dev.switchhook.app.spa.store;

import java.util.random.RandomGenerator;

/// Draws confirmation codes that survive a telephone line: three pairs of a letter and a digit, such as
/// `K7M4R9`.
///
/// Only letters and digits that sound apart are used: of E and its rhymes, of A and J, of F and S, of M and N,
/// of five and nine at most one. There are 250,047 codes; the book refuses one that is in use. Safe for use by
/// several threads when the generator is.
final class ConfirmationCodes {

    private static final String LETTERS = "HKLMRUWXY";
    private static final String DIGITS = "2346789";
    private static final int PAIRS = 3;

    private final RandomGenerator random;

    ConfirmationCodes(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        StringBuilder code = new StringBuilder(2 * PAIRS);
        for (int i = 0; i < PAIRS; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return code.toString();
    }
}
