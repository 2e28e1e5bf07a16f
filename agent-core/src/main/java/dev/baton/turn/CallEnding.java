package dev.baton.turn;

/** The rules of the end: the last words arrive, everything is bounded, and then nothing happens any more. */
final class CallEnding {
    private CallEnding() {}

    static void onHungUp(Transition t) {
        if (!t.ending.isDraining()) {
            drain(t, EndCause.HUNG_UP, t.now + t.config.closeDrain().toNanos());
        }
    }

    static void onEndRequested(Transition t) {
        if (t.isTalking()) {
            t.ending = new Ending(
                    Ending.Phase.GOODBYE,
                    EndCause.HANDLER,
                    t.now,
                    t.now + t.config.goodbyeLimit().toNanos(),
                    false);
        }
    }

    static void onStalled(Transition t) {
        drain(t, EndCause.STALL, t.now + t.config.closeDrain().toNanos());
    }

    static void decide(Transition t) {
        if (t.ending.phase() == Ending.Phase.GOODBYE
                && (t.ending.goodbyePlayed() || t.now >= t.ending.deadlineNanos())) {
            drain(t, EndCause.HANDLER, drainAfterGoodbye(t));
        }
        if (!t.ending.isDraining()) {
            return;
        }
        TurnEnds.decide(t);
        // Who hung up may have said something that is still on its way; where the agent ended the call only an open
        // turn has.
        boolean nothingComes = isDrained(t) || t.ending.cause() != EndCause.HUNG_UP;
        if (t.turn == null && nothingComes) {
            t.ending = t.ending.in(Ending.Phase.OVER);
            t.emit(new TurnAction.EndCall(t.ending.cause()));
        }
    }

    /** Whether nothing more can come: the recogniser has closed, or the wait is over. */
    static boolean isDrained(Transition t) {
        return !SttLink.mayAnswer(t) || t.now >= t.ending.deadlineNanos();
    }

    static long nextDeadline(Transition t) {
        return t.later(t.ending.deadlineNanos());
    }

    /** One bound for both where the goodbye has to keep within it; otherwise the recogniser has its time after it. */
    private static long drainAfterGoodbye(Transition t) {
        long drain = t.config.closeDrain().toNanos();
        return t.config.goodbyeLimit().compareTo(t.config.closeDrain()) <= 0
                ? t.ending.requestedNanos() + drain
                : t.now + drain;
    }

    private static void drain(Transition t, EndCause cause, long deadline) {
        t.ending = new Ending(Ending.Phase.DRAINING, cause, t.ending.requestedNanos(), deadline, true);
        AgentSide.stop(t);
        TurnEnds.onCallEnd(t);
        Keypad.commitAtCallEnd(t);
        if (SttLink.isAskable(t)) {
            t.emit(new TurnAction.SendCloseStream());
        }
    }
}
