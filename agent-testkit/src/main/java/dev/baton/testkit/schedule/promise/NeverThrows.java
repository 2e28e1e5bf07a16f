package dev.baton.testkit.schedule.promise;

import java.util.function.Consumer;

/** Whatever happens to a call, in whatever order: it is clamped and told, never thrown on the event loop. */
final class NeverThrows implements Promise {
    @Override
    public String name() {
        return "never-throws";
    }

    @Override
    public String sentence() {
        return "Nothing that happens makes the call throw on its event loop.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var thrown = call.thrown();
        if (thrown != null) {
            var at = thrown.getStackTrace();
            broken.accept(thrown + (at.length == 0 ? "" : " at " + where(at)));
        }
    }

    private static StackTraceElement where(StackTraceElement[] stack) {
        for (var each : stack) {
            if (each.getClassName().startsWith("dev.baton.")) {
                return each;
            }
        }
        return stack[0];
    }
}
