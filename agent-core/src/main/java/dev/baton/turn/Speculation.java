package dev.baton.turn;

import dev.baton.turn.CallerTurn.Expectation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules of working ahead: the handler starts before the commit, and its work counts only if the text that is committed is the one that it began with. */
final class Speculation {
    private Speculation() {}

    static void onFinal(Transition t, CallerTurn turn) {
        start(t, turn, turn.text.finals());
    }

    static void start(Transition t, CallerTurn turn, String text) {
        boolean possible = t.config.speculates()
                && Words.any(text)
                && t.isTalking()
                && t.config.wakePhrases().isEmpty()
                && !Muting.isMutedNow(t)
                && (!t.agent.isPlaying() || t.agent.paused)
                && !(t.config.defersDuringTools() && t.agent.tools > 0);
        var before = turn.expectation;
        if (!possible || (before != null && Words.same(before.text(), text))) {
            return;
        }
        cancel(t, turn);
        int reply = ++t.repliesAsked;
        turn.expectation = new Expectation(reply, text, false, false);
        var utterance = Utterance.spoken(
                turn.number,
                text,
                CommitReason.EXPECTED,
                Duration.ofNanos(turn.startNanos()),
                Duration.ofNanos(Math.max(turn.startNanos(), turn.lastSoundNanos())));
        t.emit(new TurnAction.StartHandler(reply, utterance, true));
    }

    /** Text that is not what the handler works for makes its work vain. */
    static void onText(Transition t, CallerTurn turn) {
        var expectation = turn.expectation;
        if (expectation != null && !Words.same(expectation.text(), turn.text.promoted())) {
            cancel(t, turn);
        }
    }

    static void onReady(Transition t, int reply) {
        var expectation = of(t, reply);
        if (expectation != null && t.turn != null) {
            t.turn.expectation = new Expectation(reply, expectation.text(), true, expectation.finished());
        }
    }

    static void onFinished(Transition t, int reply) {
        var expectation = of(t, reply);
        if (expectation != null && t.turn != null) {
            t.turn.expectation = new Expectation(reply, expectation.text(), expectation.ready(), true);
        }
    }

    static void cancel(Transition t, CallerTurn turn) {
        var expectation = turn.expectation;
        if (expectation != null) {
            turn.expectation = null;
            t.emit(new TurnAction.StopReply(expectation.reply(), StopReason.TEXT_CHANGED));
        }
    }

    /** The work that counts for this text; null if there is none, and what there was is cancelled. */
    static @Nullable Expectation confirm(Transition t, CallerTurn turn, String text) {
        var expectation = turn.expectation;
        boolean counts = expectation != null && Words.same(expectation.text(), text) && !t.ending.byHandler();
        if (!counts) {
            cancel(t, turn);
            return null;
        }
        turn.expectation = null;
        return expectation;
    }

    private static @Nullable Expectation of(Transition t, int reply) {
        var turn = t.turn;
        var expectation = turn == null ? null : turn.expectation;
        return expectation != null && expectation.reply() == reply ? expectation : null;
    }
}
