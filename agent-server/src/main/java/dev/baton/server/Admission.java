package dev.baton.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who gets in, at once and finally, and the count of it. Safe for use by many threads. */
final class Admission {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Why a connection is refused. */
    enum Refusal {
        PATH("path", 404, "there is nothing at this path"),
        CHECK("check", 403, "not allowed"),
        CALLS("calls", 503, "all calls are taken"),
        ROUTE_CALLS("route_calls", 503, "all calls of this route are taken"),
        RATE("rate", 503, "too many connections at once"),
        DRAINING("draining", 503, "the server is about to end"),
        HTTP("http", 400, "no WebSocket request");

        final String label;
        final int status;
        final String text;

        Refusal(String label, int status, String text) {
            this.label = label;
            this.status = status;
            this.text = text;
        }
    }

    private final ServerLimits limits;
    private final LongSupplier clock;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();
    private final Map<Route, AtomicInteger> byRoute = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> problems = new ConcurrentHashMap<>();
    private final Object rate = new Object();
    private volatile boolean draining;
    private double tokens;
    private long filledNanos;

    Admission(ServerLimits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
        tokens = 2.0 * limits.connectionsPerSecond();
        filledNanos = clock.getAsLong();
    }

    /** Whether one more connection is not too many at once; counted if it is. */
    boolean connects() {
        boolean mayConnect = takesToken();
        if (!mayConnect) {
            refused(Refusal.RATE);
        }
        return mayConnect;
    }

    /** @return null if it may come in, which is to be followed by one {@link #left} */
    @Nullable
    Refusal enter(Route route) {
        var refusal = check(route);
        if (refusal == null) {
            accepted.increment();
        } else {
            refused(refusal);
        }
        return refusal;
    }

    private @Nullable Refusal check(Route route) {
        if (draining) {
            return Refusal.DRAINING;
        }
        if (open.incrementAndGet() > limits.calls()) {
            open.decrementAndGet();
            return Refusal.CALLS;
        }
        var here = openOn(route);
        if (here.incrementAndGet() > route.maxCalls()) {
            here.decrementAndGet();
            open.decrementAndGet();
            return Refusal.ROUTE_CALLS;
        }
        return null;
    }

    /** Connections are rare next to audio: a lock is nothing here. */
    private boolean takesToken() {
        synchronized (rate) {
            long now = clock.getAsLong();
            double gained = (now - filledNanos) * (double) limits.connectionsPerSecond() / NANOS_PER_SECOND;
            tokens = Math.min(2.0 * limits.connectionsPerSecond(), tokens + gained);
            filledNanos = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    void left(Route route) {
        openOn(route).decrementAndGet();
        open.decrementAndGet();
    }

    private AtomicInteger openOn(Route route) {
        return byRoute.computeIfAbsent(route, key -> new AtomicInteger());
    }

    void refused(Refusal refusal) {
        count(refused, refusal.label);
    }

    void problem(String transport, String label) {
        count(problems, transport + "/" + label);
    }

    private static void count(Map<String, LongAdder> counts, String key) {
        counts.computeIfAbsent(key, name -> new LongAdder()).increment();
    }

    void drain() {
        draining = true;
    }

    int open() {
        return open.get();
    }

    ServerStats stats() {
        return new ServerStats(open.get(), accepted.sum(), sums(refused), sums(problems));
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
