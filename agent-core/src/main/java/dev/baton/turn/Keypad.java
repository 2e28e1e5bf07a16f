package dev.baton.turn;

import java.time.Duration;

/**
 * The keys that the caller has pressed and that are not committed yet; immutable. Their own turn beside a spoken one: neither deletes the other.
 *
 * @param keys what was pressed, empty if nothing
 * @param turn the number of their turn
 * @param firstAtNanos when the first was pressed
 * @param lastAtNanos when the last was pressed
 */
record Keypad(String keys, int turn, long firstAtNanos, long lastAtNanos) {
    static final Keypad EMPTY = new Keypad("", 0, 0, 0);

    boolean isPending() {
        return !keys.isEmpty();
    }

    static void onKey(Transition t, TurnEvent.KeyPressed pressed) {
        if (t.ending.isDraining()) {
            return;
        }
        if (!t.keypad.isPending()) {
            t.keypad = new Keypad("", ++t.turnsOpened, t.now, t.now);
            AgentSide.yieldToInput(t);
        }
        t.keypad = new Keypad(t.keypad.keys + pressed.key(), t.keypad.turn, t.keypad.firstAtNanos, t.now);
        if (pressed.key() == t.config.keypadTerminator()) {
            commit(t, CommitReason.KEY_TERMINATOR);
        }
    }

    static void onTyped(Transition t, TurnEvent.TextTyped typed) {
        if (!t.ending.isDraining() && !typed.text().isBlank()) {
            AgentSide.yieldToInput(t);
            commit(t, ++t.turnsOpened, Utterance.Kind.TYPED, typed.text().strip(), CommitReason.TYPED, t.now);
        }
    }

    static void decide(Transition t) {
        if (t.keypad.isPending() && t.now >= timeout(t)) {
            commit(t, CommitReason.KEY_TIMEOUT);
        }
    }

    static void commitAtCallEnd(Transition t) {
        if (t.keypad.isPending()) {
            commit(t, CommitReason.CALL_END);
        }
    }

    static long nextDeadline(Transition t) {
        return t.keypad.isPending() ? t.later(timeout(t)) : TurnState.NEVER;
    }

    private static long timeout(Transition t) {
        return t.keypad.lastAtNanos + t.config.keypadTimeout().toNanos();
    }

    private static void commit(Transition t, CommitReason reason) {
        var keypad = t.keypad;
        t.keypad = EMPTY;
        commit(t, keypad.turn, Utterance.Kind.KEYS, keypad.keys, reason, keypad.firstAtNanos);
    }

    private static void commit(
            Transition t, int turn, Utterance.Kind kind, String text, CommitReason reason, long fromNanos) {
        var utterance = new Utterance(
                turn, 0, kind, text, reason, Duration.ofNanos(fromNanos), Duration.ofNanos(t.now), false, false);
        AgentSide.answer(t, utterance, -1, t.now, -1);
        TurnEnds.questionIsAnswered(t);
    }
}
