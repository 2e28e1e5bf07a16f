package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step under way: the state as it is being rewritten, and the actions so far. Lives for one call of {@link TurnMachine#next}.
 */
final class Transition {
    final TurnConfig config;
    final List<TurnAction> actions = new ArrayList<>(4);

    long now;

    @Nullable
    CallerTurn turn;

    @Nullable
    EndedTurn before;

    AgentFloor agent;
    FinalizeQueue finalizes;
    Ending ending;
    int turnsOpened;
    int repliesAsked;
    long patience;
    long soundSince;
    boolean sttOpen;

    Transition(TurnConfig config, TurnState state) {
        this.config = config;
        now = state.nowNanos();
        turn = state.turn();
        before = state.before();
        agent = state.agent();
        finalizes = state.finalizes();
        ending = state.ending();
        turnsOpened = state.turnsOpened();
        repliesAsked = state.repliesAsked();
        patience = state.patienceNanos();
        soundSince = state.soundSinceNanos();
        sttOpen = state.sttOpen();
    }

    void emit(TurnAction action) {
        actions.add(action);
    }

    /** The open turn; a new one where there is none. */
    CallerTurn turnOrOpen() {
        var current = turn;
        if (current == null) {
            current = CallerTurn.opened(++turnsOpened);
            turn = current;
            emit(new TurnAction.TurnStarted(current.number()));
        }
        return current;
    }

    Step step() {
        var state = new TurnState(
                now, turn, before, agent, finalizes, ending, turnsOpened, repliesAsked, patience, soundSince, sttOpen);
        return new Step(state, List.copyOf(actions));
    }
}
