package dev.baton.internal.netty;

import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.stt.SttTransport;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls on Netty's event loops, in real time. */
public final class NettyCallLoops implements CallLoops {
    private final EventLoops loops;
    private final Map<EventLoop, TickSlots> ticks = new ConcurrentHashMap<>();

    public NettyCallLoops(EventLoops loops) {
        this.loops = loops;
    }

    @Override
    public CallLoop next() {
        var loop = loops.next();
        return new NettyCallLoop(loops, loop, ticks.computeIfAbsent(loop, TickSlots::new));
    }

    @Override
    public boolean isCurrent() {
        for (var loop : loops.group()) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        loops.close();
    }

    private record NettyCallLoop(EventLoops loops, EventLoop loop, TickSlots ticks) implements CallLoop {
        @Override
        public boolean isCurrent() {
            return loop.inEventLoop();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return cancelling(loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS));
        }

        @Override
        public Timer repeat(long periodNanos, Runnable task) {
            return ticks.add(nanoTime(), periodNanos, task)::run;
        }

        @Override
        public SttTransport transport() {
            return new NettySttTransport(loops, loop, TransportLimits.defaults());
        }

        private static Timer cancelling(Future<?> scheduled) {
            return () -> scheduled.cancel(false);
        }
    }
}
