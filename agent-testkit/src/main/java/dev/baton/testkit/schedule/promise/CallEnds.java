package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.util.function.Consumer;

/** Promise 2: so does the call. */
final class CallEnds implements Promise {
    private static final long SLACK_NANOS = 200_000_000;

    @Override
    public String name() {
        return "call-ends-in-time";
    }

    @Override
    public String sentence() {
        return "After the hang-up the call is over within the drain, and its handler's grace twice; its end is told once and last.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        long hungUp = -1;
        int ends = 0;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Did did && did.what().equals("hang up") && hungUp < 0) {
                hungUp = entry.atNanos();
            }
            if (entry instanceof Entry.Told told) {
                if (ends > 0) {
                    broken.accept("told after the end: " + told.event());
                }
                ends += told.event() instanceof CallEvent.Ended ? 1 : 0;
            }
        }
        if (!call.completed() || ends != 1) {
            broken.accept("the call did not end; told so " + ends + " times");
        } else if (hungUp >= 0) {
            long allowed = call.facts().longest(TurnConfig::closeDrain).toNanos()
                    + 2 * call.facts().handlerGrace().toNanos()
                    + SLACK_NANOS;
            if (call.endNanos() > hungUp + allowed) {
                broken.accept("the call ended " + (call.endNanos() - hungUp) / 1_000_000 + " ms after the hang-up; "
                        + allowed / 1_000_000 + " ms are allowed");
            }
        }
    }
}
