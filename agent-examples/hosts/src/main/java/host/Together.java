package host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls take their time: two of them take no longer than one. */
final class Together {
    interface Step {
        void run() throws Exception;
    }

    private Together() {}

    /** @throws Exception what either of them throws */
    static void both(Step one, Step other) throws Exception {
        var beside = CompletableFuture.runAsync(() -> {
            try {
                one.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        other.run();
        beside.get(60, TimeUnit.SECONDS);
    }
}
