package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;

/** Talks to a machine in milliseconds, with the gate's default times, and remembers what it did. */
final class Conversation {
    private static final long MILLI = 1_000_000;
    private static final long GATE_START = 100 * MILLI;
    private static final long GATE_STOP = 200 * MILLI;

    private final TurnMachine machine;
    private final List<TurnAction> actions = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private TurnState state;

    Conversation(TurnConfig config) {
        machine = new TurnMachine(config);
        state = machine.initial();
    }

    static TurnConfig.Builder settings() {
        return TurnConfig.builder();
    }

    Conversation callerStarts(long millis) {
        return happens(new TurnEvent.SpeechStarted(millis * MILLI, millis * MILLI - GATE_START));
    }

    Conversation callerStops(long millis) {
        return happens(new TurnEvent.SpeechEnded(millis * MILLI, millis * MILLI - GATE_STOP));
    }

    Conversation interim(long millis, String text) {
        return happens(new TurnEvent.InterimText(millis * MILLI, text, AudioSpan.UNKNOWN));
    }

    Conversation finalText(long millis, String text) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, false, 0, AudioSpan.UNKNOWN));
    }

    Conversation answer(long millis, String text) {
        return happens(new TurnEvent.FinalText(millis * MILLI, text, true, 0, AudioSpan.UNKNOWN));
    }

    Conversation finalText(long millis, String text, long fromMillis, long toMillis) {
        return happens(new TurnEvent.FinalText(
                millis * MILLI, text, false, 0, new AudioSpan(fromMillis * MILLI, toMillis * MILLI)));
    }

    /** The agent's reply is ready and begins at once if it may. */
    Conversation agentAnswers(long millis, int reply) {
        happens(new TurnEvent.ReplyReady(millis * MILLI, reply));
        if (actions.contains(new TurnAction.StartReply(reply))) {
            happens(new TurnEvent.PlayoutStarted(millis * MILLI, reply));
        }
        return this;
    }

    Conversation agentFinishes(long millis, int reply) {
        return happens(new TurnEvent.ReplyFinished(millis * MILLI, reply));
    }

    Conversation happens(TurnEvent event) {
        for (long due = machine.nextDeadlineNanos(state);
                due < event.atNanos();
                due = machine.nextDeadlineNanos(state)) {
            next(new TurnEvent.TimePassed(due));
        }
        next(event);
        return this;
    }

    Conversation until(long millis) {
        return happens(new TurnEvent.TimePassed(millis * MILLI));
    }

    List<TurnAction> actions() {
        return actions;
    }

    <A extends TurnAction> List<A> all(Class<A> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> committedTexts() {
        return all(TurnAction.Commit.class).stream()
                .map(c -> c.utterance().text())
                .toList();
    }

    /** When the only action of its kind was taken, in milliseconds. */
    <A extends TurnAction> long timeOf(Class<A> type) {
        var found = new ArrayList<Long>();
        for (int i = 0; i < actions.size(); i++) {
            if (type.isInstance(actions.get(i))) {
                found.add(times.get(i));
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("not exactly one " + type.getSimpleName() + " in " + actions);
        }
        return found.get(0);
    }

    private void next(TurnEvent event) {
        var step = machine.next(state, event);
        state = step.state();
        for (var action : step.actions()) {
            actions.add(action);
            times.add(event.atNanos() / MILLI);
        }
    }
}
