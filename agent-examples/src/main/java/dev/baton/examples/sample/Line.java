package dev.baton.examples.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Clips in a row with the quiet between them: what one turn says. */
final class Line {
    /**
     * @param clip name of a recording
     * @param gapMs quiet between the audible ends of the clip before and this one; of no meaning for the first
     * @param pause whether the gap is one in which a caller thinks, and not just the seam between two words
     */
    record Part(String clip, int gapMs, boolean pause) {}

    /** Seams are shorter than any detector's hang-over; within a compound such as "twenty fifth" shorter still. */
    private static final int SEAM_MS = 70;

    private static final int COMPOUND_SEAM_MS = 35;

    private final List<Part> parts = new ArrayList<>();
    private final RandomGenerator random;
    private int pauseMs;

    Line(RandomGenerator random) {
        this.random = random;
    }

    /** Says clips one after the other; the first follows a pause, if one was asked for. */
    Line say(String... clips) {
        for (String clip : clips) {
            boolean pause = pauseMs > 0;
            parts.add(new Part(clip, pause ? pauseMs : SEAM_MS + random.nextInt(40), pause));
            pauseMs = 0;
        }
        return this;
    }

    /** Two clips that belong closer together than others. */
    Line sayTogether(String first, String second) {
        say(first);
        parts.add(new Part(second, COMPOUND_SEAM_MS + random.nextInt(20), false));
        return this;
    }

    Line pause(int durationMs) {
        pauseMs = durationMs;
        return this;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }
}
