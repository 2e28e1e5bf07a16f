package dev.baton.testkit.scenario;

import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The machine on a clock that moves from one deadline to the next, and everything that it was seen to do. */
final class VirtualCall {
    private final TurnMachine machine;
    private final List<Seen> seen = new ArrayList<>();
    private final Queue<TurnEvent> following = new ArrayDeque<>();
    private final Recogniser recogniser = new Recogniser();
    private final Replies replies;
    private final ActionLog log;

    private TurnState state;
    private long now;
    private boolean busy;

    VirtualCall(TurnConfig config) {
        machine = new TurnMachine(config);
        state = machine.initial();
        replies = new Replies(this);
        log = new ActionLog(this, replies, recogniser);
    }

    Replies replies() {
        return replies;
    }

    Recogniser recogniser() {
        return recogniser;
    }

    List<Seen> seen() {
        return seen;
    }

    long now() {
        return now;
    }

    boolean isOver() {
        return log.isOver();
    }

    void see(SeenType type, Map<String, Object> fields) {
        seen.add(new Seen(now, type, fields));
    }

    /** Everything that was due before {@code nanos} happens; then it is that time. */
    void passTimeBefore(long nanos) {
        for (long due = machine.nextDeadlineNanos(state); due < nanos; due = machine.nextDeadlineNanos(state)) {
            if (due < now) {
                throw new AssertionError("a deadline of the past: " + due / 1e6 + " ms, and it is " + now / 1e6);
            }
            now = Math.max(now, due);
            hear(new TurnEvent.TimePassed(due));
        }
        now = Math.max(now, nanos);
    }

    /** The machine learns of it now, and what it wants done is done; that in turn it learns at the same instant, afterwards. */
    void hear(TurnEvent event) {
        following.add(event);
        if (busy) {
            return;
        }
        busy = true;
        for (var next = following.poll(); next != null; next = following.poll()) {
            var step = machine.next(state, next);
            state = step.state();
            step.actions().forEach(log::take);
        }
        busy = false;
    }
}
