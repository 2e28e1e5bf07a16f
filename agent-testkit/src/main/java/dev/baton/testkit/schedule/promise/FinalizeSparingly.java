package dev.baton.testkit.schedule.promise;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Promise 4: not one finalize too many. */
final class FinalizeSparingly implements Promise {
    @Override
    public String name() {
        return "finalize-sparingly";
    }

    @Override
    public String sentence() {
        return "A finalize is sent in silence only, once for each, with new audio since the one before; a reconnect and the end of the call may add one.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var caller = new CallerSpeech();
        boolean hungUp = false;
        int allowed = 0;
        Map<Integer, Long> samplesAtLast = new HashMap<>();
        for (var entry : call.entries()) {
            boolean spoke = caller.speaks();
            caller.follow(entry);
            if (spoke && !caller.speaks()) {
                allowed = 1;
            }
            if (entry instanceof Entry.Did did && did.what().equals("hang up")) {
                hungUp = true;
                allowed++;
            } else if (entry instanceof Entry.Stands stands && stands.connection() > 1) {
                allowed++;
            } else if (entry instanceof Entry.FinalizeAsked asked) {
                Long before = samplesAtLast.put(asked.connection(), asked.samples());
                boolean last = isTheLast(call, entry);
                if (before != null && before >= asked.samples() && !hungUp && !last) {
                    broken.accept("a finalize without new audio" + at(entry));
                }
                if (caller.speaks() && !last) {
                    broken.accept("a finalize while the caller spoke" + at(entry));
                }
                if (--allowed < 0 && !last) {
                    broken.accept("a finalize too many" + at(entry));
                }
            }
        }
    }

    /** The call ends, in mid-speech perhaps: what is open then is asked for, and the stream is closed. */
    private static boolean isTheLast(CallTrace call, Entry asked) {
        return call.entries().stream()
                .anyMatch(entry -> entry instanceof Entry.CloseAsked && entry.atNanos() == asked.atNanos());
    }

    private static String at(Entry entry) {
        return ", at " + entry.atNanos() / 1_000_000 + " ms";
    }
}
