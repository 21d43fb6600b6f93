package dev.switchhook.xai;

import dev.switchhook.domain.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A setting that holds several entries, separated by commas, each at most once; their order and their letters are
/// kept.
///
/// @param entry what each entry must look like
/// @param most how many there may be
/// @param allowed the allowed entries, in words
record EntryList(Pattern entry, int most, String allowed) {

    EntryList(String entry, int most, String allowed) {
        this(Pattern.compile(entry), most, allowed);
    }

    /// The entries of a key; none when it is not set, or after a mistake, which is left in the reader.
    List<String> read(SettingsReader reader, String key) {
        Optional<String> value = reader.text(key);
        List<String> entries = new ArrayList<>();
        for (String part : value.map(text -> text.split(",", -1)).orElse(new String[0])) {
            String one = part.strip();
            if (!entry.matcher(one).matches()) {
                return mistaken(reader, key, "has a malformed entry, number " + (entries.size() + 1));
            }
            if (entries.stream().anyMatch(known -> folded(known).equals(folded(one)))) {
                return mistaken(reader, key, "has the same entry twice, as number " + (entries.size() + 1));
            }
            entries.add(one);
        }
        if (entries.size() > most) {
            return mistaken(reader, key, "has " + entries.size() + " entries");
        }
        return List.copyOf(entries);
    }

    private static String folded(String entry) {
        return entry.toLowerCase(Locale.ROOT);
    }

    private List<String> mistaken(SettingsReader reader, String key, String problem) {
        reader.mistake(key, problem, "at most " + most + " " + allowed + ", separated by commas");
        return List.of();
    }
}
