package dev.baton.internal.call;

import dev.baton.turn.Step;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Feeds the turn machine what happens, has its decisions carried out, and wakes it when time decides. Used on the loop. */
final class TurnDriver {
    private final TurnRules machine;
    private final CallScheduler scheduler;
    private final Consumer<TurnAction> performer;
    private final CallJournal journal;
    private final Deque<TurnEvent> happened = new ArrayDeque<>();
    private TurnState state;
    private boolean deciding;
    private boolean over;

    TurnDriver(TurnRules machine, CallScheduler scheduler, Consumer<TurnAction> performer, CallJournal journal) {
        this.scheduler = scheduler;
        this.performer = performer;
        this.machine = machine;
        this.journal = journal;
        state = machine.initial();
    }

    /** The time to put into an event that happens now. */
    long now() {
        return scheduler.eventNanos();
    }

    /** Events that come about while actions are carried out wait until those are done. */
    void happens(TurnEvent event) {
        if (!over) {
            happened.addLast(event);
            decide();
        }
    }

    /** The same ahead of what has come about and waits. */
    void happensNext(TurnEvent event) {
        if (!over) {
            happened.addFirst(event);
            decide();
        }
    }

    private void decide() {
        if (deciding) {
            return;
        }
        deciding = true;
        try {
            for (var next = happened.poll(); next != null && !over; next = happened.poll()) {
                decide(next);
            }
        } finally {
            deciding = false;
        }
    }

    /**
     * What is decided is carried out at the time of the event. The next deadline is asked for after each, not after the last that waits: which events wait for each other must not decide when the call wakes.
     */
    private void decide(TurnEvent event) {
        long before = scheduler.standStillAt(event.atNanos());
        try {
            Step step = machine.next(state, event);
            state = step.state();
            step.actions().forEach(performer);
        } finally {
            scheduler.goOn(before);
        }
        if (!over) {
            scheduler.deadline(machine.nextDeadlineNanos(state), this::timePassed);
        }
        journal.carriedOut();
    }

    private void timePassed(long due) {
        happens(new TurnEvent.TimePassed(due));
    }

    /** So many events came after one that was later; each counted as happening when it came. */
    int clamped() {
        return state.clamped();
    }

    /** Those in force. */
    TurnConfig settings() {
        return state.config();
    }

    /** Nothing is decided any more. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
