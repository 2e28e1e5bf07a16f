package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.CommitReason;
import dev.baton.turn.StopReason;
import dev.baton.turn.Utterance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Promise 1, as the application sees it: it is asked about each utterance once, in the order of the commits; once more for each time that speech which came to nothing had cancelled its answer. */
final class HandedOverOnce implements Promise {
    @Override
    public String name() {
        return "handed-over-once";
    }

    @Override
    public String sentence() {
        return "The handler is asked about each committed utterance, and nothing else, in the order of the commits; again only as often as the caller's further speech cancelled it, and if its earlier answer was never heard.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var committed = new ArrayList<String>();
        Map<String, Integer> asked = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        Map<Integer, Integer> cancelled = new HashMap<>();
        Set<Integer> sounded = new HashSet<>();
        int latest = -1;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told && told.event() instanceof CallEvent.TurnCommitted commit) {
                committed.add(key(commit.utterance()));
            } else if (entry instanceof Entry.Told told && told.event() instanceof CallEvent.TurnRevised revised) {
                committed.add(key(revised.utterance()));
            } else if (entry instanceof Entry.Told told
                    && told.event() instanceof CallEvent.HandlerCancelled cancel
                    && cancel.reason() == StopReason.CALLER_SPOKE) {
                cancelled.merge(cancel.turn(), 1, Integer::sum);
            } else if (entry instanceof Entry.Sounded heard) {
                sounded.add(heard.reply());
            } else if (entry instanceof Entry.Asked question) {
                var utterance = question.utterance();
                if (utterance == null || utterance.reason() == CommitReason.EXPECTED) {
                    continue; // the greeting, or a guess
                }
                int at = committed.lastIndexOf(key(utterance));
                if (at < 0) {
                    broken.accept("asked about turn " + key(utterance) + ", which is not committed");
                } else if (at < latest) {
                    broken.accept("asked about turn " + key(utterance) + " after a later one");
                }
                Integer before = asked.put(key(utterance), question.reply());
                if (before != null && sounded.contains(before)) {
                    broken.accept("asked again about turn " + key(utterance) + ", whose answer had been heard");
                }
                if (times.merge(key(utterance), 1, Integer::sum) > 1 + cancelled.getOrDefault(utterance.turn(), 0)) {
                    broken.accept("asked " + times.get(key(utterance)) + " times about turn " + key(utterance)
                            + ", cancelled " + cancelled.getOrDefault(utterance.turn(), 0) + " times");
                }
                latest = Math.max(latest, at);
            }
        }
    }

    private static String key(Utterance utterance) {
        return utterance.turn() + "." + utterance.revision();
    }
}
