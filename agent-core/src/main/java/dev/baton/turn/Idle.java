package dev.baton.turn;

/** The rules of idle: it counts from the end of what the agent said, and only while nobody owes anybody an answer. */
final class Idle {
    private Idle() {}

    /** Counts from now, unless the agent has said nothing yet. */
    static void startAfresh(Transition t) {
        if (t.agent.playoutsBegun > 0) {
            t.idleSince = t.now;
        }
    }

    static void decide(Transition t) {
        if (isSomethingOwed(t)) {
            t.idleSince = TurnState.NEVER;
        } else if (t.now >= due(t)) {
            t.idleSince = TurnState.NEVER;
            t.agent.asked(++t.repliesAsked, null, t.now);
            t.emit(new TurnAction.ReportIdle(t.agent.reply));
        }
    }

    static long nextDeadline(Transition t) {
        return t.later(due(t));
    }

    private static long due(Transition t) {
        long timeout = t.config.userIdle().toNanos();
        return timeout > 0 && t.idleSince != TurnState.NEVER ? t.idleSince + timeout : TurnState.NEVER;
    }

    private static boolean isSomethingOwed(Transition t) {
        return t.turn != null
                || t.voice.active()
                || t.keypad.isPending()
                || t.agent.tools > 0
                || t.agent.isPlaying()
                || t.agent.owesAnswer()
                || !t.isTalking();
    }
}
