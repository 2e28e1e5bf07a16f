package dev.baton.testkit.schedule;

import dev.baton.internal.call.TurnRules;
import dev.baton.turn.Step;
import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import java.util.ArrayList;
import java.util.List;

/** Mistakes that the checks must notice, made between the call and the turn machine. */
enum PlantedBug {
    /** A final text that comes when no turn is open is not heard. */
    DROP_A_LATE_FINAL {
        @Override
        boolean hears(TurnEvent event, boolean turnIsOpen) {
            return turnIsOpen || !(event instanceof TurnEvent.FinalText);
        }
    },
    /** Every fifth utterance is committed, and handed over, twice. */
    COMMIT_TWICE {
        @Override
        List<TurnAction> changed(List<TurnAction> actions, int count) {
            var changed = new ArrayList<TurnAction>();
            for (var action : actions) {
                changed.add(action);
                boolean told = action instanceof TurnAction.Commit || action instanceof TurnAction.StartHandler;
                if (told && count % 5 == 0) {
                    changed.add(action);
                }
            }
            return changed;
        }

        @Override
        boolean counts(TurnAction action) {
            return action instanceof TurnAction.Commit;
        }
    },
    /** Every fifth finalize is not sent. */
    FORGET_A_FINALIZE {
        @Override
        List<TurnAction> changed(List<TurnAction> actions, int count) {
            return count % 5 != 0
                    ? actions
                    : actions.stream()
                            .filter(action -> !(action instanceof TurnAction.SendFinalize))
                            .toList();
        }

        @Override
        boolean counts(TurnAction action) {
            return action instanceof TurnAction.SendFinalize;
        }
    },
    /** The agent talks on when it is interrupted. */
    SPEAK_AFTER_AN_INTERRUPTION {
        @Override
        List<TurnAction> changed(List<TurnAction> actions, int count) {
            return actions.stream()
                    .filter(action ->
                            !(action instanceof TurnAction.StopReply stop && stop.reason() == StopReason.INTERRUPTED))
                    .toList();
        }
    },
    /** Nobody wakes the machine when its time has come; it waits for whatever happens next. */
    WAIT_WITHOUT_BOUND {
        @Override
        long deadline(long nanos) {
            return Long.MAX_VALUE;
        }
    };

    boolean hears(TurnEvent event, boolean turnIsOpen) {
        return true;
    }

    List<TurnAction> changed(List<TurnAction> actions, int count) {
        return actions;
    }

    boolean counts(TurnAction action) {
        return false;
    }

    long deadline(long nanos) {
        return nanos;
    }

    TurnRules in(TurnRules machine) {
        return new Buggy(machine);
    }

    private final class Buggy implements TurnRules {
        private final TurnRules machine;
        private int count;

        Buggy(TurnRules machine) {
            this.machine = machine;
        }

        @Override
        public TurnState initial() {
            return machine.initial();
        }

        @Override
        public Step next(TurnState state, TurnEvent event) {
            boolean turnIsOpen = state.callerPhase() != TurnState.CallerPhase.QUIET;
            if (!hears(event, turnIsOpen)) {
                return new Step(state, List.of());
            }
            var step = machine.next(state, event);
            count += (int)
                    step.actions().stream().filter(PlantedBug.this::counts).count();
            return new Step(step.state(), changed(step.actions(), count));
        }

        @Override
        public long nextDeadlineNanos(TurnState state) {
            return deadline(machine.nextDeadlineNanos(state));
        }
    }
}
