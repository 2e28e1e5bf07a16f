package dev.baton.explain;

import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would have become of a pause if the caller had not gone on, by the machine that decides it. */
final class Foresight {
    /** Beyond what any endpointer is believed. */
    private static final long LONGEST_NANOS = 70_000_000_000L;

    private Foresight() {}

    /** @return how the open turn would have been committed if only quiet were needed, null if not at all */
    static TurnAction.@Nullable Commit commit(TurnMachine machine, TurnState state) {
        long now = state.nowNanos();
        var settings = state.config().toBuilder().requireTranscript(false).build();
        var first = machine.next(state, new TurnEvent.SettingsChanged(now, settings));
        var then = machine.next(first.state(), new TurnEvent.TimePassed(now + LONGEST_NANOS));
        return Stream.concat(first.actions().stream(), then.actions().stream())
                .filter(TurnAction.Commit.class::isInstance)
                .map(TurnAction.Commit.class::cast)
                .filter(commit -> commit.speechEndNanos() >= 0)
                .findFirst()
                .orElse(null);
    }
}
