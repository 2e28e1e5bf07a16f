package dev.baton.leakcheck;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Netty's leak detector, keeping what it finds instead of logging it. Netty creates it by the name in the system property
 * {@code io.netty.customResourceLeakDetector}, one for each kind of resource.
 *
 * @param <T> the kind of resource
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    /**
     * Called by Netty.
     *
     * @param resourceType what is watched
     * @param samplingInterval one in so many is watched, unless the level is paranoid
     */
    public LeakRecorder(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /**
     * Called by Netty, whose look-up complains in the log when this older form is missing.
     *
     * @param maxActive no longer used by Netty
     */
    public LeakRecorder(Class<?> resourceType, int samplingInterval, long maxActive) {
        this(resourceType, samplingInterval);
    }

    static List<String> drain() {
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + " was not released before it was garbage-collected" + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType + " was not released before it was garbage-collected");
    }
}
