package dev.baton.benchmarks.load;

import dev.baton.internal.netty.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The bare job, as little of it as can be: no framework, one event loop, {@link BareCall}s. What a framework costs is told against this. */
public final class Floor {
    private Floor() {}

    public static void main(String[] arguments) throws Exception {
        var plan = LoadPlan.of(arguments);
        var script = new CallScript();
        var tally = new Tally();
        var ready = new CountDownLatch(plan.calls());
        List<BareCall> calls = new ArrayList<>();
        try (var loops = EventLoops.create(1, "floor")) {
            var loop = loops.next();
            for (int i = 0; i < plan.calls(); i++) {
                calls.add(BareCall.connect(loops.socketChannelClass(), loop, plan.service(), script, ready));
            }
            ready.await();
            long start = System.nanoTime() + LoadPlan.LEAD_NANOS;
            for (int i = 0; i < plan.calls(); i++) {
                var call = calls.get(i);
                var playhead = new Playhead(script, tally, i, start);
                loop.execute(() -> call.begin(playhead));
            }
            var ticks = loop.scheduleAtFixedRate(
                    () -> tick(calls), LoadPlan.LEAD_NANOS, LoadPlan.TICK_NANOS, TimeUnit.NANOSECONDS);
            tally.measure(plan);
            ticks.cancel(false);
        }
    }

    private static void tick(List<BareCall> calls) {
        long now = System.nanoTime();
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).tick(now);
        }
    }
}
