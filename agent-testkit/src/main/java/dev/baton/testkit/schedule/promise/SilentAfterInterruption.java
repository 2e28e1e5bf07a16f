package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Promise 3: what was interrupted is silent at once and for good. */
final class SilentAfterInterruption implements Promise {
    @Override
    public String name() {
        return "silent-after-interruption";
    }

    @Override
    public String sentence() {
        return "From an interruption on no sample of that reply is sent, the far buffer has been cleared by then, and a cancelled reply never sounds.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        Set<Integer> silenced = new HashSet<>();
        Set<Integer> askedByTurn = new HashSet<>();
        var entries = call.entries();
        boolean uncleared = false;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (entry instanceof Entry.Cleared) {
                uncleared = false;
            } else if (entry instanceof Entry.SoundedCancelled sounded) {
                broken.accept("reply " + sounded.reply() + " sounded although it was cancelled, at "
                        + entry.atNanos() / 1_000_000 + " ms");
            } else if (entry instanceof Entry.Sounded sounded) {
                uncleared = true;
                if (silenced.contains(sounded.reply())) {
                    broken.accept("reply " + sounded.reply() + " sounded after its interruption, at "
                            + entry.atNanos() / 1_000_000 + " ms");
                }
            } else if (entry instanceof Entry.Told told && told.event() instanceof CallEvent.Interrupted interrupted) {
                if (uncleared) {
                    broken.accept("the far buffer was not cleared at the interruption at " + entry.atNanos() / 1_000_000
                            + " ms");
                }
                askedByTurn.clear();
                for (int j = 0; j < i; j++) {
                    if (entries.get(j) instanceof Entry.Asked asked && turn(asked) == interrupted.turn()) {
                        askedByTurn.add(asked.reply());
                    }
                }
                silenced.addAll(askedByTurn);
            }
        }
    }

    private static int turn(Entry.Asked asked) {
        var utterance = asked.utterance();
        return utterance == null ? 0 : utterance.turn();
    }
}
