package dev.baton.testkit.stt;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Which faults the next connection has. Safe for use by many threads. */
final class FaultPlan {
    private final Queue<List<SttFault>> once = new ConcurrentLinkedQueue<>();
    private volatile List<SttFault> standing = List.of();

    /** For all connections that have no plan of their own. */
    void always(List<SttFault> faults) {
        standing = faults;
    }

    /** For one connection, after those already planned. */
    void once(List<SttFault> faults) {
        once.add(faults);
    }

    List<SttFault> next() {
        List<SttFault> planned = once.poll();
        return planned == null ? standing : planned;
    }
}
