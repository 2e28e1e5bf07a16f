package dev.baton.turn;

import org.jspecify.annotations.Nullable;

/**
 * What must be remembered of a turn that has ended, to tell its late text from new text; immutable.
 *
 * @param finals its final text
 * @param promoted the interim text that was taken behind it and whose final may still come; empty if there is none, or it has come
 * @param audioFromNanos where its first sound began
 * @param audioToNanos acoustic end
 * @param isAudioKnown whether that was heard or told; otherwise it is only when its text came
 * @param finalsToNanos audio up to here is in its finals, negative if nobody said
 * @param complete whether the recogniser answered all that it was asked, so that all of its audio is in its text
 * @param mayComplete whether it may still do so; not once an answer was given up
 * @param answered whether an answer has begun to sound since
 * @param utterance what was committed, in its latest revision; null unless it was
 * @param dropReason why it was dropped; null unless it was
 */
record EndedTurn(
        int number,
        String finals,
        String promoted,
        long audioFromNanos,
        long audioToNanos,
        boolean isAudioKnown,
        long finalsToNanos,
        boolean complete,
        boolean mayComplete,
        boolean answered,
        long endedAtNanos,
        @Nullable Utterance utterance,
        @Nullable DropReason dropReason) {

    boolean isAbandoned() {
        return utterance == null && dropReason == null;
    }

    boolean awaitsFinalOfInterim() {
        return !promoted.isEmpty();
    }

    /** Audio up to here is in the text. */
    long coveredToNanos() {
        return complete ? Math.max(audioToNanos, finalsToNanos) : finalsToNanos;
    }

    EndedTurn beingComplete() {
        return with(finals, promoted, finalsToNanos, mayComplete, mayComplete, answered, utterance);
    }

    /** An answer for it was given up. */
    EndedTurn neverComplete() {
        return with(finals, promoted, finalsToNanos, complete, false, answered, utterance);
    }

    EndedTurn beingAnswered() {
        return with(finals, promoted, finalsToNanos, complete, mayComplete, true, utterance);
    }

    /** The final of its promoted interim has come. */
    EndedTurn withoutPromoted() {
        return with(finals, "", finalsToNanos, complete, mayComplete, answered, utterance);
    }

    EndedTurn revised(Utterance revision, long finalsTo) {
        return with(revision.text(), "", finalsTo, complete, mayComplete, answered, revision);
    }

    /** The same turn: what was heard of it, when it ended and why it was dropped stay. */
    private EndedTurn with(
            String newFinals,
            String newPromoted,
            long newFinalsTo,
            boolean nowComplete,
            boolean nowMayComplete,
            boolean nowAnswered,
            @Nullable Utterance newUtterance) {
        return new EndedTurn(
                number,
                newFinals,
                newPromoted,
                audioFromNanos,
                audioToNanos,
                isAudioKnown,
                newFinalsTo,
                nowComplete,
                nowMayComplete,
                nowAnswered,
                endedAtNanos,
                newUtterance,
                dropReason);
    }
}
