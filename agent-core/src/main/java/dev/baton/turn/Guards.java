package dev.baton.turn;

/**
 * What watches over a call as a whole; immutable.
 *
 * @param words final words since the agent last spoke
 * @param limitReported whether they were too many and that was told
 * @param quietSinceNanos since when nobody speaks and no handler works, or {@link TurnState#NEVER}
 */
record Guards(int words, boolean limitReported, long quietSinceNanos) {
    static final Guards NONE = new Guards(0, false, TurnState.NEVER);

    static void onFinal(Transition t, CallerTurn turn, int words) {
        int limit = t.config.maxUserTurnWords();
        int all = t.guards.words + words;
        boolean exceeded = limit > 0 && all > limit;
        if (exceeded && !t.guards.limitReported) {
            t.emit(new TurnAction.ReportTurnLimit(turn.number, all));
        }
        t.guards = new Guards(all, exceeded, TurnState.NEVER);
    }

    static void onAgentSpeaks(Transition t) {
        t.guards = NONE;
    }

    static void decide(Transition t) {
        var turn = t.turn;
        if (turn != null && t.now >= transcriptionTimeout(t)) {
            turn.untranscribedReported = true;
            t.emit(new TurnAction.ReportUntranscribed(turn.number, turn.untranscribedNanos));
        }
        boolean active =
                t.voice.active() || turn != null || t.agent.isPlaying() || t.agent.isWorking() || !t.isTalking();
        if (active != (t.guards.quietSinceNanos == TurnState.NEVER)) {
            t.guards = new Guards(t.guards.words, t.guards.limitReported, active ? TurnState.NEVER : t.now);
        }
        if (t.now >= stall(t)) {
            CallEnding.onStalled(t);
        }
    }

    static long nextDeadline(Transition t) {
        return Math.min(t.later(transcriptionTimeout(t)), t.later(stall(t)));
    }

    private static long transcriptionTimeout(Transition t) {
        var turn = t.turn;
        long timeout = t.config.transcriptionTimeout().toNanos();
        if (turn == null || timeout == 0 || t.ending.isDraining() || turn.untranscribedReported || t.isSpeaking(turn)) {
            return TurnState.NEVER;
        }
        return turn.untranscribedNanos > 0 ? turn.endNanos + timeout : TurnState.NEVER;
    }

    private static long stall(Transition t) {
        long timeout = t.config.stallHangUp().toNanos();
        return timeout > 0 && t.guards.quietSinceNanos != TurnState.NEVER
                ? t.guards.quietSinceNanos + timeout
                : TurnState.NEVER;
    }
}
