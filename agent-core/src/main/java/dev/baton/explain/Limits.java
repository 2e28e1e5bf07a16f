package dev.baton.explain;

/** From where on something is worth a complaint. Each is well above what a good call shows, because a false alarm makes people turn the wrong knob. */
final class Limits {
    private static final long MILLIS = 1_000_000;

    /** A caller who goes on so soon after his last sound was not done; after longer he reacts to the silence. */
    static final long GOES_ON_NANOS = 1_500 * MILLIS;

    /** Hearing a wrong word and objecting takes longer: speech that begins so soon after the agent's does not react to it. */
    static final long REACTION_NANOS = 700 * MILLIS;

    /** Both at once for so long is more than the 300 ms of {@code turn.min-interruption} and the gate's time; users call 500 ms slow. */
    static final long LATE_INTERRUPTION_NANOS = 600 * MILLIS;

    /** Speech over the agent that never takes the floor: more than an "uh-huh" or a "yes, please". */
    static final long TALKED_OVER_NANOS = 1_000 * MILLIS;

    /** The gate knows speech after less than this; later is for its own settings to mend. */
    static final long LATE_GATE_NANOS = 300 * MILLIS;

    /** From the caller's last sound to the agent's first: people wonder whether the line is dead from about two seconds on; the quiet and a quick answer stay below one, patience for digits below one and a half. */
    static final long DEAD_AIR_NANOS = 2_000 * MILLIS;

    /** Sound without words that is longer than a cough, a knock or a bark was probably speech. */
    static final long REAL_SPEECH_NANOS = 400 * MILLIS;

    /** Sound that goes on so long after the last word is not the word's end. */
    static final long NOISE_TAIL_NANOS = 1_500 * MILLIS;

    /** Silence in which nobody owes an answer: longer than people take to think about a question. */
    static final long NOBODY_SPEAKS_NANOS = 8_000 * MILLIS;

    /** Beyond what was measured, so that the same again is not just missed. */
    static final long MARGIN_NANOS = 50 * MILLIS;

    /** An echo goes on so long after the agent fell silent: the way there and back, the room, and the word under way. */
    static final long ECHO_TAIL_NANOS = 700 * MILLIS;

    /** Fewer words than these are too few to be told from an echo, and this share of them must be the agent's, as in {@code turn.echo-guard}. */
    static final int ECHO_WORDS = 3;

    static final double ECHO_SHARE = 0.7;

    /** Values are named in steps of this, because more exact ones would promise too much. */
    private static final long STEP_NANOS = 50 * MILLIS;

    private Limits() {}

    /** A value for a setting that is somewhat more than what was measured: {@code 850ms}. */
    static String above(long nanos) {
        long steps = (nanos + MARGIN_NANOS + STEP_NANOS - 1) / STEP_NANOS;
        return steps * STEP_NANOS / MILLIS + "ms";
    }
}
