package dev.baton.turn;

/**
 * Who has the floor while the agent speaks, and while it thinks. One gate for all ways in: the length of declared speech, or where words are required their number; and what has not passed
 * it neither interrupts nor leaks into a later turn.
 */
final class Interruption {
    private Interruption() {}

    /** Looks at the length of the present speech, over what sounds and over what is about to. */
    static void decide(Transition t) {
        if (t.now >= durationGate(t)) {
            if (t.now >= echoGate(t)) {
                pass(t);
            } else if (t.turn != null) {
                t.turn.gateHeldBack = true;
            }
        }
        if (t.now >= thinkingGate(t)) {
            AgentSide.cancelHandler(t);
        }
    }

    static long nextDeadline(Transition t) {
        long gate = durationGate(t);
        long passing = gate == TurnState.NEVER ? gate : t.later(Math.max(gate, echoGate(t)));
        return Math.min(Math.min(passing, t.later(gate)), t.later(thinkingGate(t)));
    }

    /** Words count where words are required: final and open interim text of the whole turn. */
    static void onText(Transition t, CallerTurn turn) {
        int required = t.config.minInterruptionWords();
        if (required > 0 && canInterrupt(t)) {
            String text = turn.text.promoted();
            boolean enough = Words.count(text) >= required || Words.containAny(text, t.config.interruptPhrases());
            if (enough && !(EchoGuard.stands(t) && EchoGuard.isOwnWords(t, text))) {
                pass(t);
            }
        }
    }

    /** Nothing plays yet: the first words are enough. */
    static void onFinal(Transition t, CallerTurn turn) {
        if (t.agent.isThinking() && !Muting.isMutedNow(t) && turn.number > answeredTurn(t)) {
            AgentSide.cancelHandler(t);
        }
    }

    static void onSttSpeech(Transition t) {
        if (t.config.minInterruptionWords() == 0 && canInterrupt(t) && !EchoGuard.stands(t)) {
            pass(t);
        }
    }

    /** Whether all of the turn was said over the agent's own speech and was not enough to interrupt it. Text that the gate missed is enough where no words are required. */
    static boolean isBelowTheGate(Transition t, CallerTurn turn) {
        if (turn.gatePassed || !t.agent.playouts.cover(turn.startNanos(), turn.lastSoundNanos())) {
            return false;
        }
        return !passesAtCommit(t, turn) || (t.agent.isPlaying() && AgentSide.isProtected(t));
    }

    /** Whether a part of the turn was said over the agent's own speech, and did not interrupt it. */
    static boolean isOverlap(Transition t, CallerTurn turn) {
        return !turn.gatePassed
                && !passesAtCommit(t, turn)
                && t.agent.playouts.touch(turn.startNanos(), turn.lastSoundNanos());
    }

    private static boolean passesAtCommit(Transition t, CallerTurn turn) {
        boolean missedByTheGate = !turn.detected && turn.text.hasFinals() && t.config.minInterruptionWords() == 0;
        return t.config.allowInterruptions() && (missedByTheGate || turn.gateHeldBack);
    }

    private static void pass(Transition t) {
        t.voice = t.voice.passingTheGate();
        if (t.turn != null) {
            t.turn.gatePassed = true;
        }
        AgentSide.yieldToSpeech(t);
    }

    private static boolean canInterrupt(Transition t) {
        return t.agent.isPlaying() && !t.agent.paused && !AgentSide.isProtected(t) && !Muting.isMutedNow(t);
    }

    /** When the present speech has lasted long enough to interrupt; a gate that is passed already stays so. */
    private static long durationGate(Transition t) {
        return t.voice.active() && t.config.minInterruptionWords() == 0 && canInterrupt(t)
                ? after(t.voice.onsetNanos(), EchoGuard.gateNanos(t))
                : TurnState.NEVER;
    }

    private static long after(long nanos, long wait) {
        return wait == TurnState.NEVER ? TurnState.NEVER : nanos + wait;
    }

    /** Until then sound alone may be the agent's own echo. */
    private static long echoGate(Transition t) {
        return t.agent.playouts.isOpen()
                ? t.agent.playouts.latest().get(0).fromNanos()
                        + t.config.echoWarmUp().toNanos()
                : 0;
    }

    /** When the present speech cancels a handler whose answer has not begun to sound. */
    private static long thinkingGate(Transition t) {
        var turn = t.turn;
        if (turn == null || !t.agent.isThinking() || !t.isSpeaking(turn)) {
            return TurnState.NEVER;
        }
        boolean cancels = turn.declaredAtNanos >= t.agent.askedAtNanos
                && !t.config.resumeFalseInterruption()
                && !Muting.isMutedNow(t);
        return cancels ? turn.onsetNanos + t.config.minInterruption().toNanos() : TurnState.NEVER;
    }

    private static int answeredTurn(Transition t) {
        return t.agent.utterance == null ? 0 : t.agent.utterance.turn();
    }
}
