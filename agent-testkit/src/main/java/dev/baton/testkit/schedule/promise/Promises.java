package dev.baton.testkit.schedule.promise;

import java.util.ArrayList;
import java.util.List;

/** All that is promised and can be seen from outside. */
public final class Promises {
    private static final NeverThrows NEVER_THROWS = new NeverThrows();

    private static final List<Promise> ALL = List.of(
            NEVER_THROWS,
            new EveryWordOnce(),
            new NeverEmpty(),
            new CommitsInOrder(),
            new HandedOverOnce(),
            new TurnLife(),
            new TurnEndsInTime(),
            new CallEnds(),
            new SilentAfterInterruption(),
            new NotOverTheCaller(),
            new YieldsTheFloor(),
            new FinalizeSparingly(),
            new FinalizeNotForgotten(),
            new CloseOnceAndLast(),
            new ReplaysWhatWasLost(),
            new LastWordsAwaited(),
            new LastWordsWaitedOut(),
            new AllBounded());

    private Promises() {}

    public static List<Promise> all() {
        return ALL;
    }

    /** Everything that was not kept in a call, in the order of the promises. */
    public static List<Violation> broken(CallTrace call) {
        List<Violation> violations = new ArrayList<>();
        if (call.thrown() != null) { // the rest of the call is missing
            NEVER_THROWS.check(call, seen -> violations.add(new Violation(NEVER_THROWS, seen)));
            return violations;
        }
        for (var promise : ALL) {
            promise.check(call, seen -> violations.add(new Violation(promise, seen)));
        }
        return violations;
    }
}
