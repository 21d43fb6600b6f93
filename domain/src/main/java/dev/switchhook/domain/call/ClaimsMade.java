package dev.switchhook.domain.call;

import dev.switchhook.domain.claim.Claim;
import dev.switchhook.domain.claim.Claims;
import dev.switchhook.domain.turn.HeardItem;
import dev.switchhook.domain.turn.ItemId;
import dev.switchhook.domain.turn.Turn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What the agent has claimed lately, and whether the caller has heard it, until it is judged.
///
/// A claim counts as heard unless it is certain that it was not: no sound of its utterance was played, or the utterance
/// was cut so early that not even the fastest voice had come to the end of the claim.
///
/// Bounded: the latest hundred claims, and the latest hundred utterances that were heard.
final class ClaimsMade {

    private static final int MOST = 100;

    private static final int ANOTHER_PROCESS = Integer.MIN_VALUE;

    /// The fastest voice: 25 characters in a second.
    private static final int MILLISECONDS_PER_CHARACTER = 40;

    /// @param session which session of the model has said it; names of utterances are its own
    /// @param heard how much of its utterance was heard; [Long#MAX_VALUE] when it was not cut
    private record Made(ItemId item, int session, Claim claim, long heard) {

        private boolean reached() {
            return heard == Long.MAX_VALUE || heard >= (long) claim.endsAt() * MILLISECONDS_PER_CHARACTER;
        }
    }

    private final Claims claims;
    private final List<Made> made = new ArrayList<>();
    private final Set<ItemId> sounded = new LinkedHashSet<>();
    private int session;

    ClaimsMade(Claims claims) {
        this.claims = claims;
    }

    /// Another session of the model begins.
    void newSession() {
        made.removeIf(it -> it.session == session && !sounded.contains(it.item));
        sounded.clear();
        session++;
    }

    /// Sound of this utterance is played.
    void sounds(ItemId item) {
        if (sounded.add(item) && sounded.size() > MOST) {
            sounded.remove(sounded.iterator().next());
        }
    }

    /// The agent has said this.
    ///
    /// @param heard how much of it; [Long#MAX_VALUE] when it was not cut so far
    void said(Turn.Agent turn, long heard) {
        claims.in(turn.text()).forEach(claim -> made.add(new Made(turn.item(), session, claim, heard)));
        while (made.size() > MOST) {
            made.removeFirst();
        }
    }

    /// Another process has noted that the agent has said this.
    void saidBefore(Turn.Agent turn) {
        claims.in(turn.text())
                .forEach(claim -> made.add(new Made(turn.item(), ANOTHER_PROCESS, claim, Long.MAX_VALUE)));
    }

    /// No more was heard of these utterances of the present session.
    void cutShort(List<HeardItem> items) {
        cutShort(items, session);
    }

    /// No more was heard of these utterances of the session before.
    void cutShortOfFormer(List<HeardItem> items) {
        cutShort(items, session - 1);
    }

    private void cutShort(List<HeardItem> items, int of) {
        items.forEach(item -> made.replaceAll(it -> it.session == of && it.item.equals(item.item())
                ? new Made(it.item, it.session, it.claim, item.milliseconds())
                : it));
    }

    /// Whether one of them was heard, or may be, and is like this.
    boolean any(Predicate<Claim> like) {
        return made.stream().filter(Made::reached).map(Made::claim).anyMatch(like);
    }

    /// Takes those that can be judged: what is left out is not heard, or waits.
    ///
    /// @param soundFollows whether an utterance of which nothing was played yet may still be
    /// @param waits which of them cannot be judged yet
    List<Claim> take(boolean soundFollows, Predicate<Claim> waits) {
        List<Claim> heard = new ArrayList<>();
        List<Made> left = new ArrayList<>();
        for (Made it : made) {
            boolean audible = soundFollows || it.session != session || sounded.contains(it.item);
            if (!audible || !it.reached()) {
                continue;
            }
            if (waits.test(it.claim)) {
                left.add(it);
            } else {
                heard.add(it.claim);
            }
        }
        made.clear();
        made.addAll(left);
        return heard;
    }
}
