package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.util.function.Consumer;

/** Promise 4: not one finalize too few. An answer that was on the wire counts even where the call had given it up: from outside nobody can tell. */
final class FinalizeNotForgotten implements Promise {
    @Override
    public String name() {
        return "finalize-not-forgotten";
    }

    @Override
    public String sentence() {
        return "Between the end of a turn's speech and its commit, or the end of the call, the recogniser was asked to finalize, and a new one again, if there was one that could be.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        if (!call.settings().finalizes() || recogniserDecides(call)) {
            return;
        }
        long endedAt = -1;
        long endMillis = -1;
        boolean asked = false;
        boolean answered = false;
        boolean linked = false;
        boolean linkedThroughout = false;
        var open = new OpenTurns();
        var caller = new CallerSpeech();
        for (var entry : call.entries()) {
            boolean spoke = caller.speaks();
            caller.follow(entry);
            if (entry instanceof Entry.Told told) {
                open.follow(told.event());
            }
            if (entry instanceof Entry.Did did && did.what().equals("hang up") && spoke) {
                endedAt = entry.atNanos();
                asked = false;
                answered = false;
                linkedThroughout = linked;
            } else if (entry instanceof Entry.Stands) {
                linked = true;
                linkedThroughout = endedAt >= 0 && !answered;
                asked = false; // whoever was asked before is gone
            } else if (entry instanceof Entry.Gone) {
                linked = false;
                linkedThroughout = false;
            } else if (entry instanceof Entry.CloseAsked) {
                if (open.any() && endedAt >= 0 && !caller.speaks() && linkedThroughout && !asked && !answered) {
                    broken.accept("close_stream was sent at " + entry.atNanos() / 1_000_000
                            + " ms, and a finalize not before it");
                }
                return;
            } else if (entry instanceof Entry.FinalizeAsked) {
                asked = true;
            } else if (entry instanceof Entry.FinalSaid said && said.answers() > 0) {
                answered = true; // whether the call still waited for it or not
            } else if (entry instanceof Entry.Told told) {
                if (told.event() instanceof CallEvent.SpeechEnded ended) {
                    endedAt = entry.atNanos();
                    endMillis = ended.end().toMillis();
                    asked = false;
                    answered = false;
                    linkedThroughout = linked;
                } else if (told.event() instanceof CallEvent.FinalizeAnswered) {
                    answered = true;
                } else if (told.event() instanceof CallEvent.TurnCommitted commit
                        && isOf(commit.utterance(), endMillis)
                        && linkedThroughout
                        && !asked
                        && endedAt >= 0) {
                    broken.accept("turn " + commit.utterance().turn() + " was committed at "
                            + entry.atNanos() / 1_000_000 + " ms without a finalize since its speech ended at "
                            + endMillis + " ms");
                }
            }
        }
    }

    /** Where the recogniser says that the turn is over, it need not be asked. */
    private static boolean recogniserDecides(CallTrace call) {
        return call.facts().settings().stream().anyMatch(each -> each.turnDetector() == TurnConfig.TurnDetector.STT);
    }

    private static boolean isOf(Utterance utterance, long endMillis) {
        return utterance.kind() == Utterance.Kind.SPEECH
                && !utterance.late()
                && utterance.revision() == 0
                && utterance.reason() != CommitReason.STT_TURN_END
                && utterance.audioEnd().toMillis() == endMillis;
    }
}
