package dev.baton.turn;

/** What becomes of a final whose turn has ended: never silent, never twice. */
final class LateText {
    private LateText() {}

    static void onFinal(Transition t, EndedTurn turn, String text, AudioSpan span) {
        var dropReason = turn.dropReason();
        var utterance = turn.utterance();
        if (dropReason != null) {
            t.emit(new TurnAction.DropSpeech(turn.number(), text, dropReason));
        } else if (repeatsAudio(turn, span)) {
            t.emit(new TurnAction.DropSpeech(turn.number(), text, DropReason.DUPLICATE_AUDIO));
            if (goesPastTheFinals(turn, span) || Words.same(text, turn.promoted())) {
                t.replace(turn, turn.withoutPromoted());
            }
        } else if (turn.awaitsFinalOfInterim() && Words.same(text, turn.promoted())) {
            dropFinalOfInterim(t, turn, text);
        } else if (!turn.answered() && utterance != null) {
            revise(t, turn, utterance, text, span);
        } else if (turn.awaitsFinalOfInterim()) {
            dropFinalOfInterim(t, turn, text); // the interim was answered in its place
        } else {
            becomeATurn(t, turn, text, span);
        }
    }

    private static boolean repeatsAudio(EndedTurn turn, AudioSpan span) {
        return span.isKnown()
                && turn.coveredToNanos() >= 0
                && span.endNanos() <= turn.coveredToNanos() + Settlement.CLOCK_TOLERANCE_NANOS;
    }

    private static boolean goesPastTheFinals(EndedTurn turn, AudioSpan span) {
        return span.endNanos() > turn.finalsToNanos() + Settlement.CLOCK_TOLERANCE_NANOS;
    }

    private static void dropFinalOfInterim(Transition t, EndedTurn turn, String text) {
        t.emit(new TurnAction.DropSpeech(turn.number(), text, DropReason.DUPLICATE_AUDIO));
        t.replace(turn, turn.withoutPromoted());
    }

    /** Until the answer begins to sound, the whole text takes the place of what was committed; its own final replaces an interim. */
    private static void revise(Transition t, EndedTurn turn, Utterance committed, String text, AudioSpan span) {
        String whole = turn.awaitsFinalOfInterim()
                ? Transcript.join(turn.finals(), text)
                : Transcript.join(committed.text(), text);
        var revision = new Utterance(
                committed.turn(),
                committed.revision() + 1,
                committed.kind(),
                whole,
                CommitReason.REVISED,
                committed.audioStart(),
                committed.audioEnd(),
                committed.late(),
                committed.overlap());
        long finalsTo = span.isKnown() ? Math.max(turn.finalsToNanos(), span.endNanos()) : turn.finalsToNanos();
        t.replace(turn, turn.revised(revision, finalsTo));
        AgentSide.answer(t, revision, committed.audioEnd().toNanos(), t.now, t.now);
    }

    /** Timed like a turn that only text tells of; at once where another turn is open. */
    private static void becomeATurn(Transition t, EndedTurn ended, String text, AudioSpan span) {
        var turn = t.open(true);
        // Said when its own turn was, whenever it came.
        var said = span.isKnown() ? span : new AudioSpan(ended.audioFromNanos(), ended.audioToNanos());
        turn.text = turn.text.withFinal(text, said, t.now);
        if (t.turn == null) {
            t.turn = turn;
            Interruption.onText(t, turn);
        } else {
            turn.announced = true;
            t.emit(new TurnAction.TurnStarted(turn.number));
            TurnEnds.endBesideTheOpenOne(t, turn, text);
        }
    }
}
