package dev.switchhook.domain.claim;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds in the agent's words what it claims to have done. Questions, negations, conditions and things to come are no
/// claims. An immutable value; the same text always has the same claims.
///
/// @param packs the languages in which they are found, each on its own
public record Claims(List<ClaimPack> packs) {

    /// Finds nothing.
    public static final Claims NONE = new Claims(List.of());

    /// Keeps its own copy.
    public Claims {
        packs = List.copyOf(packs);
    }

    /// What is claimed in this text, in its order: each kind of claim once per sentence and form.
    public List<Claim> in(String text) {
        if (packs.isEmpty()) {
            return List.of();
        }
        List<Sentence> sentences = Sentence.of(text);
        return packs.stream()
                .flatMap(pack -> sentences.stream().flatMap(sentence -> claims(pack, sentence)))
                .sorted(Comparator.comparingInt(Claim::endsAt))
                .toList();
    }

    private static Stream<Claim> claims(ClaimPack pack, Sentence sentence) {
        return pack.claims(sentence).stream();
    }
}
