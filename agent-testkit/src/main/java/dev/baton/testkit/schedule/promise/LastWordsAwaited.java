package dev.baton.testkit.schedule.promise;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Promise 4: the last words before the hang-up arrive. */
final class LastWordsAwaited implements Promise {
    @Override
    public String name() {
        return "last-words-awaited";
    }

    @Override
    public String sentence() {
        return "A call that the caller leaves with a turn open is not over before the recogniser has answered the last finalize or closed, or the drain is over.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        if (endedByHandler(call)) {
            return; // its drain began with the goodbye's end, not with a hang-up that came meanwhile
        }
        Set<Integer> open = new HashSet<>();
        long closeAskedAt = -1;
        long hungUpAt = -1;
        boolean wordsOwed = false;
        boolean answered = false;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told) {
                follow(told.event(), open);
                // A recogniser that does not mark its answers may have said all before it was asked.
                if (told.event() instanceof CallEvent.FinalizeAnswered) {
                    answered = true;
                    wordsOwed = false;
                }
            } else if (entry instanceof Entry.Did did && did.what().equals("hang up")) {
                hungUpAt = entry.atNanos();
            } else if (entry instanceof Entry.CloseAsked) {
                closeAskedAt = entry.atNanos();
                wordsOwed = hungUpAt >= 0 && !open.isEmpty() && !answered;
            } else if (entry instanceof Entry.FinalizeAsked) {
                answered = false;
            } else if (isLast(entry)) {
                answered = call.settings().finalizes();
                wordsOwed = false;
            } else if (entry instanceof Entry.LineClosed
                    && wordsOwed
                    // The drain counts from the hang-up, also where the line stood only later.
                    && entry.atNanos()
                            < hungUpAt
                                    + call.facts()
                                            .shortest(TurnConfig::closeDrain)
                                            .toNanos()) {
                broken.accept("the call was over " + (entry.atNanos() - closeAskedAt) / 1_000_000
                        + " ms after close_stream, before the recogniser had answered");
            }
        }
    }

    private static boolean endedByHandler(CallTrace call) {
        return call.entries().stream()
                .anyMatch(entry -> entry instanceof Entry.Told told
                        && told.event() instanceof CallEvent.Ended ended
                        && ended.summary().reason() == EndReason.HANDLER);
    }

    /** A mark that another final brings by mistake counts as an answer as well. */
    private static boolean isLast(Entry entry) {
        return entry instanceof Entry.Gone
                || (entry instanceof Entry.FinalSaid said && (said.answers() > 0 || said.marked()));
    }

    private static void follow(CallEvent event, Set<Integer> open) {
        if (event instanceof CallEvent.TurnStarted started) {
            open.add(started.turn());
        } else if (event instanceof CallEvent.TurnCommitted commit) {
            open.remove(commit.utterance().turn());
        } else if (event instanceof CallEvent.TurnAbandoned abandoned) {
            open.remove(abandoned.turn());
        } else if (event instanceof CallEvent.SpeechDropped drop) {
            open.remove(drop.turn());
        }
    }
}
