package dev.baton.internal.call;

import dev.baton.turn.Step;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;

/** What a call asks about every event: the turn machine, or a test's observer in front of it. */
public interface TurnRules {
    TurnState initial();

    Step next(TurnState state, TurnEvent event);

    /** {@link Long#MAX_VALUE} if nothing waits for time. */
    long nextDeadlineNanos(TurnState state);

    /** The rules themselves. */
    static TurnRules of(TurnConfig settings) {
        var machine = new TurnMachine(settings);
        return new TurnRules() {
            @Override
            public TurnState initial() {
                return machine.initial();
            }

            @Override
            public Step next(TurnState state, TurnEvent event) {
                return machine.next(state, event);
            }

            @Override
            public long nextDeadlineNanos(TurnState state) {
                return machine.nextDeadlineNanos(state);
            }
        };
    }
}
