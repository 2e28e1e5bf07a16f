package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.AbandonReason;
import dev.baton.turn.TurnConfig;
import java.util.function.Consumer;

/** Promise 4, for the turn: a hang-up does not end it before its words can be there. */
final class LastWordsWaitedOut implements Promise {
    @Override
    public String name() {
        return "last-words-waited-out";
    }

    @Override
    public String sentence() {
        return "A turn without text that the caller hangs up in is not given up while a recogniser that stands, or is on its way in the first attempt, has not answered, unless the drain is over.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        if (LastWordsAwaited.endedByAgent(call)) {
            return; // its drain began before the hang-up
        }
        long drain = call.facts().shortest(TurnConfig::closeDrain).toNanos();
        long drainedAt = Long.MIN_VALUE;
        boolean listens = false;
        boolean answered = false;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Opened opened) {
                listens = opened.connection() == 1; // a further attempt is not waited for at the end
            } else if (entry instanceof Entry.Stands) {
                listens = true;
            } else if (entry instanceof Entry.Gone) {
                listens = false;
            } else if (entry instanceof Entry.FinalizeAsked) {
                answered = false;
            } else if (entry instanceof Entry.FinalSaid said && (said.answers() > 0 || said.marked())) {
                answered = true;
            } else if (entry instanceof Entry.Did did && did.what().equals("hang up")) {
                drainedAt = entry.atNanos() + drain;
            } else if (entry instanceof Entry.Told told) {
                if (told.event() instanceof CallEvent.SpeechStarted) {
                    answered = false;
                } else if (told.event() instanceof CallEvent.FinalizeAnswered) {
                    answered = true;
                } else if (told.event() instanceof CallEvent.TurnAbandoned abandoned
                        && abandoned.reason() == AbandonReason.CALL_END
                        && listens
                        && !answered
                        && entry.atNanos() < drainedAt) {
                    broken.accept("turn " + abandoned.turn() + " was given up at " + entry.atNanos() / 1_000_000
                            + " ms, " + (drainedAt - entry.atNanos()) / 1_000_000 + " ms before the drain was over");
                }
            }
        }
    }
}
