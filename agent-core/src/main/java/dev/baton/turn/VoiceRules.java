package dev.baton.turn;

/** The rules of what the detector hears: it opens turns and ends speech, but a turn's end never changes what is heard. */
final class VoiceRules {
    /** The gate decides about a sound well within this; it only bounds the wait. */
    private static final long SOUND_LIMIT_NANOS = 1_000_000_000;

    private VoiceRules() {}

    static void onStarted(Transition t, TurnEvent.SpeechStarted started) {
        if (t.ending.isDraining()) {
            return; // speech has ended with the call: sounds in a dead line hold nothing up
        }
        long onset = Math.min(Math.max(0, started.onsetNanos()), t.now);
        t.voice = t.voice.startedFrom(onset);
        var turn = t.turn == null ? t.open(false) : t.turn;
        learnPause(t, turn, onset);
        turn.burstBegins(onset);
        turn.declaredAtNanos = t.now;
        // What silence had started is taken back: this closes the race with a commit already on its way. Requests stay
        // counted.
        turn.finalizeOwed = false;
        turn.settleByNanos = TurnState.NEVER;
        turn.complete = false;
        turn.verdictAtNanos = TurnState.NEVER;
        t.turn = turn;
    }

    static void onEnded(Transition t, TurnEvent.SpeechEnded ended) {
        if (t.voice.active()) {
            endSpeech(t, ended.endNanos());
        }
    }

    static void onFailed(Transition t) {
        if (t.voice.active()) {
            endSpeech(t, t.now);
        }
        t.voice = t.voice.broken();
    }

    static void onAudioStopped(Transition t, TurnEvent.AudioStopped stopped) {
        if (!t.voice.hasGap()) {
            t.voice = t.voice.withGapSince(Math.min(stopped.sinceNanos(), t.now));
        }
    }

    /** Speech for which no audio comes any more has ended where the audio did. */
    static void decide(Transition t) {
        if (t.now >= starvation(t)) {
            endSpeech(t, t.voice.gapSinceNanos());
        }
        if (t.now >= soundDecided(t)) {
            t.voice = t.voice.withSoundSince(TurnState.NEVER);
        }
    }

    static long nextDeadline(Transition t) {
        return Math.min(t.later(starvation(t)), t.later(soundDecided(t)));
    }

    /**
     * A sound that is just beginning when the quiet is over is waited for: a caller who resumes after 450 ms is declared to speak at 550, and was never quiet for 500.
     */
    static boolean isHeardOut(Transition t) {
        return t.voice.soundSinceNanos() == TurnState.NEVER;
    }

    static void endSpeech(Transition t, long acousticEnd) {
        t.voice = t.voice.ended();
        var turn = t.turn;
        if (turn == null || !turn.detected) {
            return;
        }
        turn.endNanos = Math.max(turn.onsetNanos, Math.min(acousticEnd, t.now));
        turn.stoppedAtNanos = t.now;
        boolean transcribed = turn.text.finalAtNanos() >= turn.onsetNanos;
        turn.untranscribedNanos += transcribed ? 0 : turn.endNanos - turn.onsetNanos;
        turn.complete = false;
        turn.finalizeOwed = Settlement.canFinalize(t);
        turn.settleByNanos = turn.finalizeOwed ? TurnState.NEVER : Settlement.settleBy(t);
    }

    private static void learnPause(Transition t, CallerTurn turn, long onset) {
        boolean clean = turn.detected && !t.agent.playouts.touch(turn.endNanos, onset);
        if (clean && t.config.endpointing() == TurnConfig.Endpointing.DYNAMIC) {
            QuietFloor.learn(t, Math.max(0, onset - turn.endNanos));
        }
    }

    private static long starvation(Transition t) {
        return t.voice.active() && t.voice.hasGap()
                ? t.voice.gapSinceNanos() + t.config.audioStarvation().toNanos()
                : TurnState.NEVER;
    }

    private static long soundDecided(Transition t) {
        return isHeardOut(t) ? TurnState.NEVER : t.voice.soundSinceNanos() + SOUND_LIMIT_NANOS;
    }
}
