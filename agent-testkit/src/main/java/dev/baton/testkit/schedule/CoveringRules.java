package dev.baton.testkit.schedule;

import dev.baton.internal.call.TurnRules;
import dev.baton.turn.Step;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;

/** Notes which event meets which state on its way to the turn machine, and how many come from outside. */
final class CoveringRules implements TurnRules {
    private final TurnRules machine;
    private final Coverage coverage;
    private int outsideEvents;

    CoveringRules(TurnRules machine, Coverage coverage) {
        this.machine = machine;
        this.coverage = coverage;
    }

    @Override
    public TurnState initial() {
        return machine.initial();
    }

    @Override
    public Step next(TurnState state, TurnEvent event) {
        coverage.happens(event, state);
        outsideEvents += isOurs(event) ? 0 : 1;
        return machine.next(state, event);
    }

    @Override
    public long nextDeadlineNanos(TurnState state) {
        return machine.nextDeadlineNanos(state);
    }

    /** Neither the passing of time nor how far the agent's own voice has come. */
    private static boolean isOurs(TurnEvent event) {
        return event instanceof TurnEvent.TimePassed
                || event instanceof TurnEvent.PlayoutStarted
                || event instanceof TurnEvent.PlayoutEnded
                || event instanceof TurnEvent.CallStarted;
    }

    int outsideEvents() {
        return outsideEvents;
    }
}
