package dev.baton.testkit.schedule.promise;

import dev.baton.agent.CallSummary.EndReason;
import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.util.function.Consumer;

/**
 * Promise 4: the last words before the end arrive. Where the agent ended the call only an open turn is waited for; nothing is said of it where the goodbye may use up the drain, nor
 * where the recogniser is never asked: what is final then is all that anybody waits for.
 */
final class LastWordsAwaited implements Promise {
    @Override
    public String name() {
        return "last-words-awaited";
    }

    @Override
    public String sentence() {
        return "A call that the caller leaves is not over before the recogniser has closed, one that the agent ends with a turn open not before it has answered or closed, unless the drain is over.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        boolean byAgent = endedByAgent(call);
        if (byAgent && call.facts().settings().stream().anyMatch(LastWordsAwaited::mayEndAtOnce)) {
            return;
        }
        long drain = call.facts().shortest(TurnConfig::closeDrain).toNanos();
        var open = new OpenTurns();
        long drainedFrom = -1;
        long stoodFrom = -1;
        long overdueAt = Long.MAX_VALUE;
        boolean owed = false;
        boolean answered = false;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told) {
                open.follow(told.event());
                // A recogniser that does not mark its answers may have said all before it was asked.
                if (told.event() instanceof CallEvent.FinalizeAnswered) {
                    answered = true;
                    owed &= !byAgent;
                }
            } else if (entry instanceof Entry.Did did && did.what().equals("hang up") && !byAgent) {
                drainedFrom = entry.atNanos(); // also where the line stood only later
            } else if (entry instanceof Entry.Stands) {
                stoodFrom = entry.atNanos();
            } else if (entry instanceof Entry.CloseAsked) {
                // On a line that stands only now it comes later than the end that the drain counts from.
                owed = byAgent ? open.any() && !answered && stoodFrom < entry.atNanos() : drainedFrom >= 0;
                drainedFrom = byAgent ? entry.atNanos() : drainedFrom;
            } else if (entry instanceof Entry.FinalizeAsked) {
                answered = false;
                overdueAt = entry.atNanos()
                        + call.facts().shortest(TurnConfig::finalizeTimeout).toNanos();
            } else if (entry instanceof Entry.Gone) {
                owed = false;
            } else if (entry instanceof Entry.FinalSaid said && (said.answers() > 0 || said.marked())) {
                answered = call.settings().finalizes(); // a mark that comes by mistake counts as an answer as well
                owed &= !byAgent;
            } else if (entry instanceof Entry.LineClosed && owed && entry.atNanos() < drainedFrom + drain) {
                if (byAgent && entry.atNanos() >= overdueAt) {
                    continue; // an answer that missed its deadline holds nothing up
                }
                broken.accept("the call was over at " + entry.atNanos() / 1_000_000 + " ms, "
                        + (entry.atNanos() - drainedFrom) / 1_000_000 + " ms after its end began");
            }
        }
    }

    private static boolean mayEndAtOnce(TurnConfig settings) {
        return !settings.finalizes() || settings.goodbyeLimit().compareTo(settings.closeDrain()) <= 0;
    }

    static boolean endedByAgent(CallTrace call) {
        return call.entries().stream()
                .anyMatch(entry -> entry instanceof Entry.Told told
                        && told.event() instanceof CallEvent.Ended ended
                        && (ended.summary().reason() == EndReason.HANDLER
                                || ended.summary().reason() == EndReason.STALLED));
    }
}
