package dev.baton.turn;

/**
 * When the caller is not listened to; immutable. Edges and text are tracked all the same: what lies wholly inside is dropped with a report, what goes on past it is a turn.
 *
 * @param byApplication whether the application has muted the caller
 * @param times when it held
 */
record Muting(boolean byApplication, Intervals times) {
    static final Muting NONE = new Muting(false, Intervals.NONE);

    static void onSet(Transition t, TurnEvent.MuteSet set) {
        t.muting = new Muting(set.muted(), t.muting.times);
    }

    /** Follows what it depends on; comes first and last in each step. */
    static void update(Transition t) {
        boolean muted = t.muting.byApplication || isMuted(t);
        if (muted != isMutedNow(t)) {
            var times = t.muting.times;
            t.muting = new Muting(t.muting.byApplication, muted ? times.begunAt(t.now) : times.endedAt(t.now));
        }
    }

    static boolean isMutedNow(Transition t) {
        return t.muting.times.isOpen();
    }

    /** Whether all of the turn's speech so far was said while it held. */
    static boolean coversAllOf(Transition t, CallerTurn turn) {
        boolean over = !t.isSpeaking(turn) || turn.sttEndNanos != TurnState.NEVER;
        return over && t.muting.times.cover(turn.startNanos(), turn.lastSoundNanos());
    }

    private static boolean isMuted(Transition t) {
        return switch (t.config.mute()) {
            case NONE -> false;
            case FIRST_BOT_SPEECH -> t.agent.playoutsBegun == 1 && t.agent.isPlaying();
            case UNTIL_FIRST_BOT_COMPLETE ->
                t.agent.playoutsBegun == 0 || (t.agent.playoutsBegun == 1 && t.agent.isPlaying());
            case DURING_TOOLS -> t.agent.tools > 0;
        };
    }
}
