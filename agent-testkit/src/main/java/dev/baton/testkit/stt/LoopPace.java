package dev.baton.testkit.stt;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** A stream in real time, on its connection's event loop. */
record LoopPace(EventLoop loop) implements SpeechStream.Pace {
    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what a stream schedules does nothing once the stream is over
    public void schedule(long delayNanos, Runnable task) {
        loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
