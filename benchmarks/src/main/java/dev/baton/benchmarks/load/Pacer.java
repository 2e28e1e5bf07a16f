package dev.baton.benchmarks.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings each call's audio on the call's own event loop, by one tick of 5 ms for all calls of a loop, as a socket that many calls share would. */
final class Pacer {
    private final Map<EventExecutor, List<LoadedCall>> callsOfLoop = new HashMap<>();

    /** Before any call joins. */
    Pacer(EventLoopGroup group) {
        for (var loop : group) {
            List<LoadedCall> calls = new ArrayList<>();
            callsOfLoop.put(loop, calls);
            ((EventLoop) loop)
                    .scheduleAtFixedRate(
                            () -> tick(calls), LoadPlan.TICK_NANOS, LoadPlan.TICK_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** On the call's loop. */
    void join(LoadedCall call) {
        callsOfLoop.forEach((loop, calls) -> {
            if (loop.inEventLoop()) {
                calls.add(call);
            }
        });
    }

    private static void tick(List<LoadedCall> calls) {
        long now = System.nanoTime();
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).tick(now);
        }
    }
}
