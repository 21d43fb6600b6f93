package dev.switchhook.app.tracing;

import dev.switchhook.domain.caller.CallId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The ids of a call's trace and of its outermost span. They follow from the call's id alone, so that all processes
/// that serve a call agree about them without a word.
///
/// @param trace 32 hexadecimal digits
/// @param root 16 hexadecimal digits
record TraceName(String trace, String root) {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final double RANGE = 0x1p63;

    static TraceName of(CallId call) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(call.value().getBytes(StandardCharsets.UTF_8));
            HexFormat hex = HexFormat.of();
            return new TraceName(
                    hex.formatHex(hash, 0, TRACE_BYTES), hex.formatHex(hash, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /// Whether the call belongs to that part of all calls.
    ///
    /// @param part 0 to 1
    boolean isIn(double part) {
        long number = Long.parseUnsignedLong(trace, TRACE_BYTES, 2 * TRACE_BYTES, 16) & Long.MAX_VALUE;
        return part >= 1 || number < part * RANGE;
    }
}
