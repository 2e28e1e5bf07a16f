package dev.baton.internal.call;

import dev.baton.turn.Endpointer;
import dev.baton.turn.Step;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import org.jspecify.annotations.Nullable;

/** What a call asks about every event: the turn machine, or a test's observer in front of it. */
public interface TurnRules {
    TurnState initial();

    Step next(TurnState state, TurnEvent event);

    /** {@link Long#MAX_VALUE} if nothing waits for time. */
    long nextDeadlineNanos(TurnState state);

    /** The rules themselves. */
    static TurnRules of(TurnConfig settings) {
        return of(settings, null);
    }

    /** @param endpointer the application's, null where the settings name one */
    static TurnRules of(TurnConfig settings, @Nullable Endpointer endpointer) {
        var machine = new TurnMachine(settings, endpointer);
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
