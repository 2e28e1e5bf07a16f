package dev.baton.internal.netty;

import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Calls on Netty's event loops, in real time. */
public final class NettyCallLoops implements CallLoops {
    private final EventLoops loops;
    private final Map<EventLoop, TickSlots> ticks;
    private final ConnectionOptions options;
    private final Trust trust;

    public NettyCallLoops(EventLoops loops) {
        this(loops, new ConcurrentHashMap<>(), ConnectionOptions.defaults());
    }

    private NettyCallLoops(EventLoops loops, Map<EventLoop, TickSlots> ticks, ConnectionOptions options) {
        this.loops = loops;
        this.ticks = ticks;
        this.options = options;
        trust = Trust.of(options);
    }

    @Override
    public CallLoops connecting(ConnectionOptions options) {
        return new NettyCallLoops(loops, ticks, options);
    }

    @Override
    public CallLoop next() {
        var loop = here();
        var transport = new NettySttTransport(loops, loop, options, trust);
        return new NettyCallLoop(loop, transport, ticks.computeIfAbsent(loop, TickSlots::new));
    }

    /** A call that comes in on one of the loops stays there, so that its audio need not hop; others take turns. */
    private EventLoop here() {
        for (EventExecutor executor : loops.group()) {
            if (executor.inEventLoop() && executor instanceof EventLoop loop) {
                return loop;
            }
        }
        return loops.next();
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

    private record NettyCallLoop(EventLoop loop, SttTransport transport, TickSlots ticks) implements CallLoop {
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

        private static Timer cancelling(Future<?> scheduled) {
            return () -> scheduled.cancel(false);
        }
    }
}
