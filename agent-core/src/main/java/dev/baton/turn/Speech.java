package dev.baton.turn;

/**
 * What the gate said within one turn; immutable. Times are meaningful only where the flags say so.
 *
 * @param detected whether the gate declared speech at all in this turn
 * @param active whether the caller speaks now
 * @param firstOnsetNanos when the first sound of the turn began
 * @param onsetNanos when the latest burst began
 * @param endNanos acoustic end of the latest burst
 * @param stoppedAtNanos when that end was declared
 */
record Speech(
        boolean detected, boolean active, long firstOnsetNanos, long onsetNanos, long endNanos, long stoppedAtNanos) {
    static final Speech NONE = new Speech(false, false, 0, 0, 0, 0);

    Speech startedFrom(long onset) {
        return new Speech(true, true, detected ? firstOnsetNanos : onset, onset, endNanos, stoppedAtNanos);
    }

    Speech ended(long end, long atNanos) {
        return new Speech(detected, false, firstOnsetNanos, onsetNanos, end, atNanos);
    }
}
