package dev.baton.tuning;

import dev.baton.journal.PlacedWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The words of a call in the order in which they were spoken, and how many of them have become final. */
final class WordPool {
    /** Recognisers place words to some tens of milliseconds. */
    private static final long TOLERANCE_NANOS = 100_000_000;

    private final List<PlacedWord> words;
    private int taken;
    private int delivered;

    WordPool(RecordedCall call) {
        words = call.finals().stream()
                .flatMap(text -> text.words().stream())
                .sorted(Comparator.comparingLong(PlacedWord::startNanos))
                .toList();
    }

    /** Takes those that had been spoken by then. */
    List<PlacedWord> takeUntil(long nanos) {
        var spoken = until(nanos);
        taken += spoken.size();
        return spoken;
    }

    /** How many have been taken so far, for {@link #delivered}. */
    int taken() {
        return taken;
    }

    /** So many have reached the call. */
    void delivered(int upTo) {
        delivered = Math.max(delivered, upTo);
    }

    /** What was taken and has not reached the call will not. */
    void takeBack() {
        taken = delivered;
    }

    /** Those that had been spoken by then and are not final yet. */
    List<PlacedWord> until(long nanos) {
        var spoken = new ArrayList<PlacedWord>();
        for (int i = taken; i < words.size() && words.get(i).endNanos() <= nanos + TOLERANCE_NANOS; i++) {
            spoken.add(words.get(i));
        }
        return spoken;
    }
}
