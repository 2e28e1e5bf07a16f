package dev.baton.testkit.proxy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the proxy does. Written by its event loop, read by anybody. */
final class Tally {
    /** One direction. */
    static final class Way {
        final LongAdder bytes = new LongAdder();
        final LongAdder writes = new LongAdder();
        final LongAdder messages = new LongAdder();
    }

    final LongAdder connections = new LongAdder();
    final LongAdder open = new LongAdder();
    final LongAdder unreachable = new LongAdder();
    private final Way toServer = new Way();
    private final Way toClient = new Way();
    private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

    Way way(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    void applied(String fault) {
        faults.computeIfAbsent(fault, name -> new LongAdder()).increment();
    }

    ProxyStats snapshot() {
        var counted = new TreeMap<String, Long>();
        faults.forEach((name, count) -> counted.put(name, count.sum()));
        return new ProxyStats(
                connections.sum(),
                open.sum(),
                unreachable.sum(),
                toServer.bytes.sum(),
                toClient.bytes.sum(),
                toServer.writes.sum(),
                toClient.writes.sum(),
                toServer.messages.sum(),
                toClient.messages.sum(),
                counted);
    }
}
