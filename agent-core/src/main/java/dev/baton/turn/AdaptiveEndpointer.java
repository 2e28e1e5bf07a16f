package dev.baton.turn;

import java.util.List;

/**
 * The quiet that suits this caller, from audio alone.
 *
 * <p>Callers of whom nothing is known get twice {@code turn.min-endpointing}: pauses inside a turn last up to about a second, and half of that cuts two turns in five. From there it follows the caller's own pauses, which are taken
 * for draws between nothing and a longest one: the longest of n seen is below the true longest, and times {@code p^(-1/n)} an upper bound of it that is wrong with probability p (the classical bound for a uniform
 * range). So it shrinks for callers who pause briefly, slowly while few pauses are known, and grows for those who prove to pause longer than anybody was supposed to.
 *
 * <p>A dictated number shows in the rhythm: short bursts of even length. People group digits so that the last group is the longest (3-3-4), or in four even ones (a card's 4-4-4-4); a burst that completes such a pattern ends
 * the number, and needs only the shortest quiet.
 */
final class AdaptiveEndpointer implements Endpointer {
    private static final int USUAL_TIMES = 2;
    private static final double WRONG = 0.02;
    private static final long MARGIN_NANOS = 100_000_000;

    private static final int GROUPS = 3;
    private static final int GROUPS_OF_A_CARD = 4;
    private static final long LONGEST_GROUP_NANOS = 2_500_000_000L;
    private static final long LONGEST_LAST_GROUP_NANOS = 2_800_000_000L;
    private static final double EVEN = 1.45;
    private static final double LONGER = 1.25;
    /** Four digits after three; and with a recogniser's word that they are digits, four after two, drawn out as a last word is. */
    private static final double MUCH_LONGER = 1.8;

    private static final double TWICE_AS_LONG = 2.6;

    @Override
    public long quietNanos(TurnSoFar turn) {
        long shortest = turn.settings().minEndpointing().toNanos();
        if (turn.patienceNanos() >= 0) {
            return FixedEndpointer.patient(turn, shortest);
        }
        return endsNumber(turn.bursts(), MUCH_LONGER) ? shortest : ofCaller(turn);
    }

    /** What suits the caller, whatever this turn looks like. */
    static long ofCaller(TurnSoFar turn) {
        long shortest = turn.settings().minEndpointing().toNanos();
        long longest = turn.settings().maxEndpointing().toNanos();
        long usual = Math.min(USUAL_TIMES * shortest, longest);
        var pauses = turn.pauses();
        if (pauses.count() == 0) {
            return usual;
        }
        long habit = secondLongest(pauses.lengthsNanos());
        if (habit > usual) {
            return Math.min(habit + MARGIN_NANOS, longest);
        }
        double bound = pauses.longestNanos() * StrictMath.pow(WRONG, -1.0 / pauses.count());
        return Math.max(shortest, Math.min(usual, (long) bound));
    }

    /** A pause that is longer than anybody's may be a noise, or a word that nobody heard; two are a habit. 0 where there are not two. */
    private static long secondLongest(List<Long> lengthsNanos) {
        long longest = 0;
        long second = 0;
        for (long length : lengthsNanos) {
            second = Math.max(second, Math.min(longest, length));
            longest = Math.max(longest, length);
        }
        return second;
    }

    /** Whether the rhythm is that of a number which is whole, given that the words are digits. */
    static boolean endsDictation(List<SpeechBurst> bursts) {
        return endsNumber(bursts, TWICE_AS_LONG);
    }

    private static boolean endsNumber(List<SpeechBurst> bursts, double muchLonger) {
        if (bursts.size() < GROUPS) {
            return false;
        }
        long last = bursts.get(bursts.size() - 1).lengthNanos();
        long sum = 0;
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (var burst : bursts.subList(0, bursts.size() - 1)) {
            sum += burst.lengthNanos();
            shortest = Math.min(shortest, burst.lengthNanos());
            longest = Math.max(longest, burst.lengthNanos());
        }
        if (longest > EVEN * shortest || longest > LONGEST_GROUP_NANOS) {
            return false;
        }
        double mean = (double) sum / (bursts.size() - 1);
        boolean longer = last >= LONGER * mean && last <= muchLonger * mean && last <= LONGEST_LAST_GROUP_NANOS;
        boolean card = bursts.size() == GROUPS_OF_A_CARD
                && Math.max(last, longest) <= EVEN * Math.min(last, shortest)
                && last <= LONGEST_GROUP_NANOS;
        return longer || card;
    }
}
