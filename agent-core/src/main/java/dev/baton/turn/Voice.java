package dev.baton.turn;

/**
 * What the detector hears; immutable. A physical fact: turns begin and end without changing it.
 *
 * @param active whether the caller speaks now
 * @param failed whether the detector is broken
 * @param onsetNanos when the latest burst of speech began
 * @param gatePassed whether that burst has interrupted the agent
 * @param gapSinceNanos since when no audio comes, or {@link TurnState#NEVER}
 * @param soundSinceNanos since when a sound goes on that may prove to be speech, or {@link TurnState#NEVER}
 */
record Voice(
        boolean active, boolean failed, long onsetNanos, boolean gatePassed, long gapSinceNanos, long soundSinceNanos) {
    static final Voice SILENT = new Voice(false, false, 0, false, TurnState.NEVER, TurnState.NEVER);

    Voice startedFrom(long onset) {
        return new Voice(true, failed, onset, false, gapSinceNanos, TurnState.NEVER);
    }

    Voice ended() {
        return new Voice(false, failed, onsetNanos, gatePassed, gapSinceNanos, soundSinceNanos);
    }

    Voice broken() {
        return new Voice(false, true, onsetNanos, gatePassed, gapSinceNanos, TurnState.NEVER);
    }

    Voice passingTheGate() {
        return gatePassed ? this : new Voice(active, failed, onsetNanos, true, gapSinceNanos, soundSinceNanos);
    }

    Voice withGapSince(long nanos) {
        return new Voice(active, failed, onsetNanos, gatePassed, nanos, soundSinceNanos);
    }

    Voice withSoundSince(long nanos) {
        return new Voice(active, failed, onsetNanos, gatePassed, gapSinceNanos, nanos);
    }

    boolean hasGap() {
        return gapSinceNanos != TurnState.NEVER;
    }
}
