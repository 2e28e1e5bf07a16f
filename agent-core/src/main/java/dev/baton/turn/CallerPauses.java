package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * The caller's own pauses within turns, as far as this call has shown them; immutable. Pauses in which the agent was heard are left out: they say nothing about how this caller speaks. A turn that its
 * speaker went on with before anybody could have answered was cut in two, and the gap between its halves counts as a pause.
 *
 * @param lengthsNanos the latest 16, oldest first
 */
public record CallerPauses(List<Long> lengthsNanos) {
    static final CallerPauses NONE = new CallerPauses(List.of());

    private static final int KEPT = 16;

    public CallerPauses {
        lengthsNanos = List.copyOf(lengthsNanos);
    }

    public int count() {
        return lengthsNanos.size();
    }

    /** 0 where there was none. */
    public long longestNanos() {
        long longest = 0;
        for (long length : lengthsNanos) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    CallerPauses and(long lengthNanos) {
        int kept = Math.min(KEPT - 1, lengthsNanos.size());
        var latest = new ArrayList<>(lengthsNanos.subList(lengthsNanos.size() - kept, lengthsNanos.size()));
        latest.add(lengthNanos);
        return new CallerPauses(latest);
    }
}
