package dev.switchhook.domain.claim;

import dev.switchhook.domain.claim.Sentence.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What agents say when something is done, in one language, as data.
///
/// ```
/// # a comment
/// [booked]
/// i('ve| have) booked
/// [booked stands]
/// you('re| are) booked
/// your ... (appointment|massage) ... is booked
/// = all booked
/// [doubts]
/// (not|whether)
/// ```
///
/// A section `[KIND]` says that the agent has done it, `[KIND stands]` how things stand. These sections are no kinds:
///
/// - `fillers`: words that may stand anywhere within a phrase and mean nothing.
/// - `joints`: words that begin another thought without a comma, such as `but`.
/// - `doubts`: after these, in the same thought, nothing is claimed.
/// - `conditions`: after these, in the same clause, nothing is claimed, and how things stand not in the whole sentence
///   that begins with one.
/// - `asides`: what begins like a condition and is none ("if that's all").
/// - `openers`: with these a question begins. Of a sentence with a question mark, what stands before such a clause is
///   claimed all the same.
/// - `tags`: clauses that make a question of the claim before them ("right?").
/// - `others`: what contains a claim's words and means something else ("fully booked").
///
/// A line is a phrase or a pattern for several, as in goodbye packs: `(a|b)` is a or b, `(a |)` is an optional word.
/// `...` stands for up to twelve words, and a line that begins with `=` has to be a clause of its own. An immutable
/// value.
public final class ClaimPack {

    private static final Pattern HEADER = Pattern.compile("\\[([a-z][a-z0-9_]{0,39})( stands)?]");

    private static final Set<String> RESERVED =
            Set.of("fillers", "joints", "doubts", "conditions", "asides", "openers", "tags", "others");

    private record Kind(String name, boolean deed) {}

    private final String name;
    private final Map<String, List<String>> lines;
    private final Map<Kind, Wording> kinds = new LinkedHashMap<>();
    private final Wording joints;
    private final Wording doubts;
    private final Wording conditions;
    private final Wording asides;
    private final Wording openers;
    private final Wording tags;
    private final Wording others;

    private ClaimPack(String name, Map<String, List<String>> lines) {
        this.name = name;
        this.lines = lines;
        Set<String> fillers = new HashSet<>();
        lines.getOrDefault("fillers", List.of()).forEach(line -> fillers.addAll(Sentence.wordsOf(line)));
        lines.forEach((header, phrases) -> {
            Matcher section = section(header);
            if (!RESERVED.contains(section.group(1))) {
                kinds.put(new Kind(section.group(1), section.group(2) == null), new Wording(phrases, fillers));
            }
        });
        this.joints = reserved("joints");
        this.doubts = reserved("doubts");
        this.conditions = reserved("conditions");
        this.asides = reserved("asides");
        this.openers = reserved("openers");
        this.tags = reserved("tags");
        this.others = new Wording(lines.getOrDefault("others", List.of()), fillers);
    }

    private Wording reserved(String section) {
        return new Wording(lines.getOrDefault(section, List.of()), Set.of());
    }

    private static Matcher section(String header) {
        Matcher section = HEADER.matcher("[" + header + "]");
        if (!section.matches() || (RESERVED.contains(section.group(1)) && section.group(2) != null)) {
            throw new IllegalArgumentException("[" + header + "] is no section; allowed: [KIND] and [KIND stands] with"
                    + " 1 to 40 of a-z, 0-9 and _, and " + new TreeSet<>(RESERVED));
        }
        return section;
    }

    /// Reads the text of a pack.
    ///
    /// @param name what the pack is called in mistakes, such as `en`
    /// @throws IllegalArgumentException when the text is wrong; the message names pack, line and mistake
    public static ClaimPack parse(String name, String text) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        List<String> section = null;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            try {
                if (line.startsWith("[") && line.endsWith("]")) {
                    String header = line.substring(1, line.length() - 1);
                    section(header);
                    section = lines.computeIfAbsent(header, _ -> new ArrayList<>());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    if (section == null) {
                        throw new IllegalArgumentException("a phrase stands before the first [section]");
                    }
                    new Wording(List.of(line), Set.of());
                    section.add(line);
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "claim pack '" + name + "', line " + number + ": " + wrong.getMessage(), wrong);
            }
        }
        return new ClaimPack(name, lines);
    }

    /// This pack with the phrases of another one added to its sections, such as a team's own.
    public ClaimPack with(ClaimPack more) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        lines.forEach((header, phrases) -> all.put(header, new ArrayList<>(phrases)));
        more.lines.forEach((header, phrases) ->
                all.computeIfAbsent(header, _ -> new ArrayList<>()).addAll(phrases));
        return new ClaimPack(name, all);
    }

    /// Which pack this is.
    public String name() {
        return name;
    }

    /// The kinds of claims that it knows.
    public Set<String> kinds() {
        Set<String> names = new TreeSet<>();
        kinds.keySet().forEach(kind -> names.add(kind.name));
        return names;
    }

    /// What is claimed in a sentence: the first of each kind and form.
    List<Claim> claims(Sentence sentence) {
        List<Claim> claims = new ArrayList<>();
        kinds.forEach((kind, wording) -> {
            for (int word = 0; word < sentence.words().size(); word++) {
                Optional<Integer> end = wording.from(sentence, word);
                if (end.isPresent() && counts(sentence, word, end.get(), kind.deed)) {
                    Word last = sentence.words().get(end.get() - 1);
                    claims.add(new Claim(kind.name, kind.deed, last.endsAt()));
                    break;
                }
            }
        });
        return claims;
    }

    private boolean counts(Sentence sentence, int from, int to, boolean deed) {
        return !isAsked(sentence, to)
                && !doubts.begins(sentence, thoughtOf(sentence, from), to)
                && !conditions.begins(sentence, sentence.clauseOf(from), to)
                && (deed || !isConditional(sentence))
                && !meansSomethingElse(sentence, from, to);
    }

    /// Where the thought begins to which this word belongs: after a joint, or with its clause.
    private int thoughtOf(Sentence sentence, int word) {
        for (int at = word - 1, first = sentence.clauseOf(word); at >= first; at--) {
            if (joints.from(sentence, at).isPresent()) {
                return at + 1;
            }
        }
        return sentence.clauseOf(word);
    }

    private boolean isConditional(Sentence sentence) {
        int first = 0;
        while (first + 1 < sentence.words().size()
                && joints.from(sentence, first).isPresent()) {
            first++;
        }
        return conditions.from(sentence, first).isPresent()
                && asides.from(sentence, first).isEmpty();
    }

    private boolean isAsked(Sentence sentence, int after) {
        if (!sentence.asked()) {
            return false;
        }
        for (int at = after; at < sentence.words().size(); at++) {
            boolean opens = sentence.words().get(at).opensClause()
                    || joints.from(sentence, at - 1).isPresent();
            if (opens
                    && openers.from(sentence, at).isPresent()
                    && tags.from(sentence, at).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean meansSomethingElse(Sentence sentence, int from, int to) {
        for (int at = 0; at < to; at++) {
            if (others.from(sentence, at).filter(end -> end > from).isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "ClaimPack[" + name + "]";
    }
}
