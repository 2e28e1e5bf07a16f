package dev.baton.testkit.schedule.promise;

import java.util.function.Consumer;

/** Promise 4: the stream is closed once, and nothing follows. */
final class CloseOnceAndLast implements Promise {
    @Override
    public String name() {
        return "close-once-and-last";
    }

    @Override
    public String sentence() {
        return "close_stream is sent once where a connection stands at the end of the call, and nothing is sent after it.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        int closes = 0;
        boolean linked = false;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Stands) {
                linked = true;
            } else if (entry instanceof Entry.Gone gone && gone.lost()) {
                linked = false;
            } else if (entry instanceof Entry.CloseAsked) {
                closes++;
            } else if (entry instanceof Entry.TalkedAfterClose talked) {
                broken.accept(talked.what() + " after close_stream");
            }
        }
        if (closes > 1 || (closes == 0 && linked)) {
            broken.accept("close_stream was sent " + closes + " times");
        }
    }
}
