package dev.baton.turn;

import dev.baton.turn.AgentFloor.Phase;

/** The rules of the end: the last words arrive, everything is bounded, and then nothing happens any more. */
final class CallEnding {
    private CallEnding() {}

    static void onHungUp(Transition t) {
        if (!t.ending.isDraining()) {
            drain(t, false);
        }
    }

    static void onEndRequested(Transition t) {
        if (t.ending.phase() == Ending.Phase.NONE) {
            t.ending = new Ending(
                    Ending.Phase.GOODBYE, t.now + t.config.goodbyeLimit().toNanos(), true);
        }
    }

    static void decide(Transition t) {
        if (t.ending.phase() == Ending.Phase.GOODBYE
                && (t.agent.phase() == Phase.IDLE || t.now >= t.ending.deadlineNanos())) {
            drain(t, true);
            CallerSide.decide(t);
        }
        if (t.ending.isDraining() && t.turn == null && isDrained(t)) {
            t.ending = new Ending(Ending.Phase.OVER, TurnState.NEVER, t.ending.byHandler());
            t.emit(new TurnAction.EndCall(t.ending.byHandler() ? EndCause.HANDLER : EndCause.HUNG_UP));
        }
    }

    /** Whether nothing more can come: the recogniser has closed, or the wait is over. */
    static boolean isDrained(Transition t) {
        return !t.sttOpen || t.now >= t.ending.deadlineNanos();
    }

    static long nextDeadline(Transition t) {
        return t.ending.deadlineNanos() > t.now ? t.ending.deadlineNanos() : TurnState.NEVER;
    }

    private static void drain(Transition t, boolean byHandler) {
        AgentSide.stop(t, StopReason.CALL_END);
        t.ending =
                new Ending(Ending.Phase.DRAINING, t.now + t.config.closeDrain().toNanos(), byHandler);
        CallerSide.endSpeech(t);
        if (t.sttOpen) {
            t.emit(new TurnAction.SendCloseStream());
        }
    }
}
