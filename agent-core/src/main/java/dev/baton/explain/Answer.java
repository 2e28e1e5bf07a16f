package dev.baton.explain;

import org.jspecify.annotations.Nullable;

/** What became of one reply; times are -1 until they are known. Belongs to the {@link Explainer}. */
final class Answer {
    final int reply;

    /** Whose answer it is; null for the greeting, and for what is said to a silent caller. */
    final @Nullable TurnAccount turn;

    private final String name;
    final long askedNanos;
    long returnedNanos = -1;
    long readyNanos = -1;
    long leaveNanos = -1;
    long firstSoundNanos = -1;
    boolean over;

    /** Whether the handler was done and nothing was to be heard. */
    boolean saidNothing;

    Answer(int reply, @Nullable TurnAccount turn, String name, long askedNanos) {
        this.reply = reply;
        this.turn = turn;
        this.name = name;
        this.askedNanos = askedNanos;
    }

    /** {@code the greeting}, {@code the answer to turn 3}. */
    String name() {
        return turn == null ? name : "the answer to turn " + turn.number;
    }

    /** How long the handler took, where that can be told from how long the voice did; otherwise -1. */
    long handlerNanos() {
        return returnedNanos >= 0 && (readyNanos < 0 || returnedNanos <= readyNanos) ? returnedNanos - askedNanos : -1;
    }
}
