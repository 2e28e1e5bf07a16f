package dev.baton.explain;

import dev.baton.turn.CommitReason;
import dev.baton.turn.ExpectedAnswer;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnState;
import dev.baton.turn.Utterance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the caller's turn at a moment; immutable.
 *
 * @param patienceNanos quiet that the question allows, negative where it says nothing
 * @param expected what the question makes the answer look like, null where it says nothing
 * @param learnedNanos quiet learned from the caller's pauses, negative where nothing was learned
 */
record InForce(
        TurnConfig config, long patienceNanos, @Nullable ExpectedAnswer expected, long learnedNanos) {
    static InForce of(TurnState state) {
        return new InForce(state.config(), state.patienceNanos(), state.expected(), state.learnedNanos());
    }

    /** Without a machine that goes along: what was decided at an event is taken to be of the time before it. */
    InForce after(TurnEvent event, List<TurnAction> actions) {
        var after = this;
        for (var action : actions) {
            after = after.after(action);
        }
        if (event instanceof TurnEvent.PatienceSet set) {
            return new InForce(after.config, set.quietNanos(), after.expected, after.learnedNanos);
        } else if (event instanceof TurnEvent.AnswerExpected answer) {
            return new InForce(after.config, answer.quietNanos(), answer.expected(), after.learnedNanos);
        } else if (event instanceof TurnEvent.SettingsChanged changed) {
            boolean same = changed.settings().minEndpointing().equals(after.config.minEndpointing());
            return new InForce(changed.settings(), after.patienceNanos, after.expected, same ? after.learnedNanos : -1);
        }
        return after;
    }

    private InForce after(TurnAction action) {
        if (action instanceof TurnAction.ReportEndpointing learned) {
            return new InForce(config, patienceNanos, expected, learned.minEndpointingNanos());
        }
        return endsTheOpenTurn(action) ? new InForce(config, -1, null, learnedNanos) : this;
    }

    private static boolean endsTheOpenTurn(TurnAction action) {
        if (action instanceof TurnAction.Commit commit) {
            var utterance = commit.utterance();
            return utterance.kind() == Utterance.Kind.SPEECH
                    && utterance.revision() == 0
                    && utterance.reason() != CommitReason.LATE;
        }
        return action instanceof TurnAction.DropSpeech drop
                && switch (drop.reason()) {
                    case MUTED, ECHO, BELOW_INTERRUPTION, NO_WAKE_PHRASE -> true;
                    default -> false;
                };
    }

    /** As it is for a turn of which the application's endpointer failed. */
    InForce withFixedQuiet() {
        return new InForce(
                config.toBuilder().endpointing(Endpointing.FIXED).build(), patienceNanos, expected, learnedNanos);
    }

    /** Whether the words may show that the answer is whole. */
    boolean expectsWords() {
        return expected != null && expected.kind() != ExpectedAnswer.Kind.FREE_SPEECH;
    }
}
