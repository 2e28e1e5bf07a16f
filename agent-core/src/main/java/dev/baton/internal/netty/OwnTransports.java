package dev.baton.internal.netty;

import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** Loops whose calls connect through the application's transport; all else, timers included, is the loop's. */
public final class OwnTransports implements CallLoops {
    private final CallLoops loops;
    private final SttTransport.Factory factory;

    public OwnTransports(CallLoops loops, SttTransport.Factory factory) {
        this.loops = loops;
        this.factory = factory;
    }

    @Override
    public CallLoop next() {
        var loop = loops.next();
        return new Loop(loop, new Timed(factory.create(loop::execute), loop));
    }

    @Override
    public boolean isCurrent() {
        return loops.isCurrent();
    }

    @Override
    public void close() {
        loops.close();
    }

    private record Timed(SttTransport own, CallLoop loop) implements SttTransport {
        @Override
        public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
            return own.connect(uri, headers, listener);
        }

        @Override
        public Runnable post(
                URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
            return own.post(uri, headers, body, timeout, listener);
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            return loop.schedule(delay.toNanos(), task)::cancel;
        }
    }

    private record Loop(CallLoop loop, SttTransport transport) implements CallLoop {
        @Override
        public boolean isCurrent() {
            return loop.isCurrent();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public long nanoTime() {
            return loop.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return loop.schedule(delayNanos, task);
        }

        @Override
        public Timer repeat(long periodNanos, Runnable task) {
            return loop.repeat(periodNanos, task);
        }
    }
}
