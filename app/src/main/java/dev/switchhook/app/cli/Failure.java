package dev.switchhook.app.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An unexpected failure, told in a few lines: what was thrown, why, and where in our code.
///
/// @param mask removes secrets from a message, because libraries like to quote URLs and headers
record Failure(Throwable thrown, UnaryOperator<String> mask) {

    void print(PrintWriter err) {
        err.println("switchhook failed.");
        Set<Throwable> told = new HashSet<>();
        for (Throwable cause = thrown; cause != null && told.add(cause); cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
            err.println("  " + cause.getClass().getName() + ": " + mask.apply(message));
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("dev.switchhook.")) {
                    err.println("    at " + frame);
                    break;
                }
            }
        }
    }
}
