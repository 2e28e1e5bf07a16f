package dev.baton.explain;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One link of the chain: something that happened and bore on the turn.
 *
 * @param at on the call's clock; for a sound, when it was, not when it was known
 * @param sentence whole, without its time
 * @param reason where it was a decision that has one
 */
public record Cause(Duration at, Kind kind, String sentence, Optional<Reason> reason) {
    /** What it is about; later versions may add kinds. */
    public enum Kind {
        /** The caller began to speak, or the first sign that he had. */
        BEGAN,
        /** A pause that did not end the turn. */
        PAUSE,
        /** The last sound ended. */
        SOUND_ENDED,
        /** The recogniser was asked, or answered, or did not. */
        RECOGNISER,
        /** The line to the recogniser was lost, or stood again. */
        LINE,
        /** An end-of-turn detector, or the recogniser as one, gave its opinion. */
        VERDICT,
        /** The quiet that a turn needs was over. */
        QUIET,
        COMMITTED,
        REVISED,
        ABANDONED,
        DROPPED,
        /** The caller took the floor from the agent. */
        FLOOR_TAKEN,
        /** The agent fell silent until it was known what the caller wants, or went on. */
        FLOOR_HELD,
        /** The answer was asked for, or began to be heard. */
        ANSWER,
        /** The answer ended early. */
        ANSWER_ENDED,
        /** Keys, typed lines, muting, settings. */
        INPUT,
        /** Nobody spoke. */
        SILENCE,
        CALL_ENDED;

        /** As machines read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Cause of(long atNanos, Kind kind, String sentence) {
        return new Cause(Duration.ofNanos(Math.max(0, atNanos)), kind, sentence, Optional.empty());
    }

    static Cause of(long atNanos, Kind kind, String sentence, Reason reason) {
        return new Cause(Duration.ofNanos(Math.max(0, atNanos)), kind, sentence, Optional.of(reason));
    }
}
