package dev.baton.testkit.schedule.promise;

import java.util.function.Consumer;

/** Promise 7: nothing piles up. */
final class AllBounded implements Promise {
    /** A call needs a handful of its own; the scripted world around it some for each of its texts. */
    private static final int MOST_TIMERS = 48;

    @Override
    public String name() {
        return "all-bounded";
    }

    @Override
    public String sentence() {
        return "A call never has more than " + MOST_TIMERS + " timers at once, those of the scripted world included.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        if (call.mostTimers() > MOST_TIMERS) {
            broken.accept(call.mostTimers() + " timers");
        }
    }
}
