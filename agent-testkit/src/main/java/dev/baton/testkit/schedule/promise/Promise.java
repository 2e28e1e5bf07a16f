package dev.baton.testkit.schedule.promise;

import java.util.function.Consumer;

/** One rule that holds in every call. Has no state. */
public interface Promise {
    /** Short, as regression files name it. */
    String name();

    /** What is promised, in a sentence. */
    String sentence();

    /** @param broken told what was seen instead, once for each breach */
    void check(CallTrace call, Consumer<String> broken);
}
