package dev.switchhook.app.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and reads fault plans: text with one fault per line; what follows a `#` is a comment.
public final class FaultPlans {

    /// The plans that come with the program.
    public static final List<String> BUILT_IN =
            List.of("rest-outage", "lost-line", "lost-proof", "slow-carrier", "crash", "everything");

    private static final int MOST_CHARACTERS = 64_000;
    private static final int MOST_FAULTS = 50;

    private FaultPlans() {}

    /// The plan that the user means.
    ///
    /// @param word the name of a built-in plan, or of a file
    /// @throws UnreadablePlan when there is none, or when it cannot be understood
    public static FaultPlan find(String word) throws UnreadablePlan {
        return BUILT_IN.contains(word) ? builtIn(word) : file(word);
    }

    private static FaultPlan builtIn(String name) throws UnreadablePlan {
        String path = "/rehearsal/plans/" + name + ".faults";
        try (@Nullable InputStream in = FaultPlans.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its plan " + path);
            }
            return read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the program's plan " + path + " cannot be read", e);
        }
    }

    private static FaultPlan file(String word) throws UnreadablePlan {
        String otherwise = "'" + word + "' is neither a file that can be read nor a built-in plan ("
                + String.join(", ", BUILT_IN) + ")";
        try {
            Path file = Path.of(word);
            if (Files.size(file) > MOST_CHARACTERS) {
                throw new UnreadablePlan(word + ": is longer than " + MOST_CHARACTERS + " bytes");
            }
            return read(word, Files.readString(file));
        } catch (IOException | IllegalArgumentException _) {
            throw new UnreadablePlan(otherwise);
        }
    }

    /// Reads the text of a plan.
    ///
    /// @param name stands before the number of the line in what is said about a mistake
    /// @throws UnreadablePlan at the first line that cannot be understood
    static FaultPlan read(String name, String text) throws UnreadablePlan {
        List<FaultPlan.Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String said = line.replaceFirst("#.*", "").strip().replaceAll("\\s+", " ");
            if (!said.isEmpty()) {
                entries.add(new FaultPlan.Entry(said, FaultLine.read(name + ":" + number, said)));
            }
        }
        if (entries.isEmpty()) {
            throw new UnreadablePlan(name + ": holds no fault");
        }
        if (entries.size() > MOST_FAULTS) {
            throw new UnreadablePlan(name + ": holds more than " + MOST_FAULTS + " faults");
        }
        return new FaultPlan(name, entries);
    }
}
