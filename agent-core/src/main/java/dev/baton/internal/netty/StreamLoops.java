package dev.baton.internal.netty;

import dev.baton.EventLoopSource;
import dev.baton.internal.call.CallLoops;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where what an application holds besides calls gets its loop from: the host's loops, or one of its own. */
public final class StreamLoops {
    private StreamLoops() {}

    /** @throws IllegalArgumentException unless the source is one of ours */
    public static EventLoopSource checked(EventLoopSource source) {
        if (!(source instanceof CallLoops)) {
            throw new IllegalArgumentException("eventLoops(..) takes what Baton made, source=" + source);
        }
        return source;
    }

    /** Waits for the end of a stream, and has it cut where that does not come in time or the waiting is interrupted. Not for the loops themselves. */
    public static void awaitEnd(CompletableFuture<?> end, Duration limit, Runnable cut) {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            cut.run();
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            cut.run(); // the loop is held up, by a listener perhaps
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * @param given null for a loop of its own, which is to be closed with it
     * @param transports null for the shipped WebSocket client
     */
    public static CallLoops of(
            @Nullable EventLoopSource given,
            ConnectionOptions connections,
            SttTransport.@Nullable Factory transports,
            String threadName) {
        var base = given instanceof CallLoops loops ? loops : new NettyCallLoops(EventLoops.create(1, threadName));
        return transports == null ? base.connecting(connections) : new OwnTransports(base, transports);
    }
}
