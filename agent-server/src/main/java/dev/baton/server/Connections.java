package dev.baton.server;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The sockets that are open. Safe for use by many threads. */
final class Connections {
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private volatile boolean closing;

    @SuppressWarnings("FutureReturnValueIgnored")
    void add(Channel channel) {
        open.add(channel);
        if (closing) {
            channel.close(); // accepted before, and set up after closeAll
        }
        channel.closeFuture().addListener(closed -> {
            open.remove(channel);
            synchronized (change) {
                change.notifyAll();
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void closeAll() {
        closing = true;
        open.forEach(channel -> channel.close());
    }

    int count() {
        return open.size();
    }

    /** @return whether there is none left */
    boolean awaitNone(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        synchronized (change) {
            for (long left = limit.toNanos(); !open.isEmpty() && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(change, left);
            }
        }
        return open.isEmpty();
    }
}
