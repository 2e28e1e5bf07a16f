package dev.baton.tuning;

import dev.baton.turn.StopReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what comes of a call's turns from what the turn machine hears and decides. */
final class Outcomes {
    private final Map<Integer, TurnOutcome> turns = new LinkedHashMap<>();
    private final Map<Integer, Integer> turnOfReply = new HashMap<>();
    private int abandoned;
    private int dropped;
    private int interruptions;

    void heard(TurnEvent event) {
        if (event instanceof TurnEvent.PlayoutStarted started) {
            var turn = turns.get(turnOfReply.getOrDefault(started.reply(), 0));
            if (turn != null && turn.answeredNanos() < 0) {
                turns.put(turn.turn(), turn.answeredAt(started.atNanos()));
            }
        }
    }

    /** @param modelled whether text of the open turn came when it was not recorded to come */
    void decided(TurnAction action, long atNanos, boolean modelled) {
        if (action instanceof TurnAction.Commit commit) {
            commit(commit, atNanos, modelled);
        } else if (action instanceof TurnAction.StartHandler start) {
            turnOfReply.put(start.reply(), start.utterance().turn());
        } else if (action instanceof TurnAction.Abandon) {
            abandoned++;
        } else if (action instanceof TurnAction.DropSpeech) {
            dropped++;
        } else if (action instanceof TurnAction.StopReply stop && stop.reason() == StopReason.INTERRUPTED) {
            interruptions++;
        }
    }

    private void commit(TurnAction.Commit commit, long atNanos, boolean modelled) {
        var utterance = commit.utterance();
        turnOfReply.put(commit.reply(), utterance.turn());
        var before = turns.get(utterance.turn());
        long end = utterance.audioEnd().toNanos();
        turns.put(
                utterance.turn(),
                before != null
                        ? before.revised(utterance.text(), end)
                        : new TurnOutcome(
                                utterance.turn(),
                                utterance.text(),
                                utterance.reason(),
                                utterance.audioStart().toNanos(),
                                end,
                                atNanos,
                                -1,
                                modelled));
    }

    CallOutcome outcome() {
        return new CallOutcome(List.copyOf(turns.values()), abandoned, dropped, interruptions);
    }
}
