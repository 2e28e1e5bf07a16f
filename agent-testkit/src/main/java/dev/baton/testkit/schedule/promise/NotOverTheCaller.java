package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import java.util.function.Consumer;

/** Promise 3: the agent does not begin to speak while the caller does. */
final class NotOverTheCaller implements Promise {
    @Override
    public String name() {
        return "not-over-the-caller";
    }

    @Override
    public String sentence() {
        return "No reply begins while the caller is declared to be speaking.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var caller = new CallerSpeech();
        for (var entry : call.entries()) {
            caller.follow(entry);
            if (entry instanceof Entry.Told told
                    && told.event() instanceof CallEvent.ReplyStarted started
                    && caller.speaks()) {
                broken.accept("the reply to turn " + started.turn() + " began at " + entry.atNanos() / 1_000_000
                        + " ms, while the caller spoke");
            }
        }
    }
}
