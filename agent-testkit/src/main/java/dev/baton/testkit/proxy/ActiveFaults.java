package dev.baton.testkit.proxy;

import java.util.ArrayList;
import java.util.List;

/** The lasting faults that one direction suffers now, and what they come to together. */
final class ActiveFaults {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Corruption> corruptions = new ArrayList<>();

    void add(Fault fault) {
        faults.add(fault);
    }

    void add(Corruption corruption) {
        faults.add(corruption.fault());
        corruptions.add(corruption);
    }

    void remove(Fault fault) {
        faults.remove(fault);
        corruptions.removeIf(corruption -> corruption.fault().equals(fault));
    }

    void clear() {
        faults.clear();
        corruptions.clear();
    }

    List<Corruption> corruptions() {
        return corruptions;
    }

    boolean stalls() {
        return has(Effect.Stall.class);
    }

    boolean swallows() {
        return has(Effect.Swallow.class);
    }

    boolean goesByBytes() {
        return has(Effect.SingleBytes.class);
    }

    private boolean has(Class<? extends Effect> type) {
        for (Fault fault : faults) {
            if (type.isInstance(fault.effect())) {
                return true;
            }
        }
        return false;
    }

    /** The narrowest of all. */
    long bytesPerSecond() {
        long least = Long.MAX_VALUE;
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.Throttle throttle) {
                least = Math.min(least, throttle.bytesPerSecond());
            }
        }
        return least;
    }

    /** All of them, one after the other. */
    long delayNanos() {
        long sum = 0;
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.Delay delay) {
                sum += delay.nanos();
            }
        }
        return sum;
    }

    long jitterNanos() {
        long sum = 0;
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.Delay delay) {
                sum += delay.jitterNanos();
            }
        }
        return sum;
    }
}
