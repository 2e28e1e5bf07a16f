package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.DropReason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Promise 2, without the times: a turn opens once and ends once; only revisions come after. */
final class TurnLife implements Promise {
    private static final String IN_PART = "dropped in part";

    @Override
    public String name() {
        return "turn-ends-once";
    }

    @Override
    public String sentence() {
        return "A turn opens once and ends once, committed, abandoned or dropped; only revisions of what was committed follow, numbered without a gap.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var ends = new HashMap<Integer, String>();
        var revisions = new HashMap<Integer, Integer>();
        var opened = new HashMap<Integer, Integer>();
        for (var entry : call.entries()) {
            if (!(entry instanceof Entry.Told told)) {
                continue;
            }
            if (told.event() instanceof CallEvent.TurnStarted started) {
                if (opened.merge(started.turn(), 1, Integer::sum) > 1) {
                    broken.accept("turn " + started.turn() + " started twice");
                }
            } else if (told.event() instanceof CallEvent.TurnCommitted commit) {
                int turn = commit.utterance().turn();
                if (commit.utterance().revision() != 0 || revisions.put(turn, 0) != null) {
                    broken.accept("turn " + turn + " was committed again");
                }
                end(ends, turn, "committed", broken);
            } else if (told.event() instanceof CallEvent.TurnRevised revised) {
                int turn = revised.utterance().turn();
                Integer before = revisions.put(turn, revised.utterance().revision());
                if (before == null || revised.utterance().revision() != before + 1) {
                    broken.accept("turn " + turn + " has revision "
                            + revised.utterance().revision() + " after " + before);
                }
            } else if (told.event() instanceof CallEvent.TurnAbandoned abandoned) {
                end(ends, abandoned.turn(), "abandoned", broken);
            } else if (told.event() instanceof CallEvent.SpeechDropped drop) {
                // Late text of a turn that ended otherwise is dropped, too.
                boolean goesOn = goesOnAfter(drop);
                ends.putIfAbsent(drop.turn(), goesOn ? IN_PART : "dropped");
            }
        }
        opened.keySet().stream()
                .filter(turn -> !ends.containsKey(turn))
                .forEach(turn -> broken.accept("turn " + turn + " never ended"));
    }

    /** A wake phrase cuts off what was said before it, and text may come twice while its turn is open. */
    private static boolean goesOnAfter(CallEvent.SpeechDropped drop) {
        return drop.reason() == DropReason.NO_WAKE_PHRASE || drop.reason() == DropReason.DUPLICATE_AUDIO;
    }

    private static void end(Map<Integer, String> ends, int turn, String how, Consumer<String> broken) {
        String before = ends.put(turn, how);
        if (before != null && !before.equals(IN_PART)) {
            broken.accept("turn " + turn + " was " + before + " and then " + how);
        }
    }
}
