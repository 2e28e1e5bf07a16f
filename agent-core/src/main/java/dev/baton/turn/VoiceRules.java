package dev.baton.turn;

/** The rules of what the detector hears: it opens turns and ends speech, but a turn's end never changes what is heard. */
final class VoiceRules {
    /** The gate decides about a sound well within this; it only bounds the wait. */
    private static final long SOUND_LIMIT_NANOS = 1_000_000_000;

    /** Who speaks so soon after a commit did not wait for an answer: even between people, gaps of 200 ms are the usual (Stivers et al., PNAS 106, 2009), and half of that is no time to react in. */
    private static final long TOO_SOON_FOR_AN_ANSWER_NANOS = 100_000_000;

    private VoiceRules() {}

    static void onStarted(Transition t, TurnEvent.SpeechStarted started) {
        if (t.ending.isDraining()) {
            return; // speech has ended with the call: sounds in a dead line hold nothing up
        }
        long onset = Math.min(Math.max(0, started.onsetNanos()), t.now);
        t.voice = t.voice.startedFrom(onset);
        learnFromBeingCut(t, onset);
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
        turn.burstEnds();
        boolean transcribed = turn.text.finalAtNanos() >= turn.onsetNanos;
        turn.untranscribedNanos += transcribed ? 0 : turn.endNanos - turn.onsetNanos;
        turn.complete = false;
        turn.finalizeOwed = Settlement.canFinalize(t);
        turn.settleByNanos = turn.finalizeOwed ? TurnState.NEVER : Settlement.settleBy(t);
    }

    private static void learnPause(Transition t, CallerTurn turn, long onset) {
        boolean clean = turn.detected && !t.agent.playouts.touch(turn.endNanos, onset);
        if (clean) {
            long pause = Math.max(0, onset - turn.endNanos);
            // A turn that outlasts the quiet only waits for its text: who speaks then may have begun another one.
            if (onset <= QuietFloor.passed(t, turn)) {
                t.pauses = t.pauses.and(pause);
            }
            if (t.config.endpointing() == TurnConfig.Endpointing.DYNAMIC) {
                QuietFloor.learn(t, pause);
            }
        }
    }

    /** Who goes on before anybody can have answered had not finished: the gap was a pause, and longer than the quiet that was thought to end the turn. */
    private static void learnFromBeingCut(Transition t, long onset) {
        if (t.turn != null || t.ended.isEmpty()) {
            return;
        }
        var cut = t.ended.get(0);
        boolean spoken =
                cut.utterance() != null && cut.utterance().kind() == Utterance.Kind.SPEECH && cut.isAudioKnown();
        if (spoken
                && onset - cut.endedAtNanos() <= TOO_SOON_FOR_AN_ANSWER_NANOS
                && !t.agent.playouts.touch(cut.audioToNanos(), onset)) {
            t.pauses = t.pauses.and(Math.max(0, onset - cut.audioToNanos()));
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
