package dev.baton.leakcheck;

import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Registered for every test class through {@code META-INF/services}: looks for leaks when its last test has ended. */
public final class NoLeaks implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        List<String> leaks = find();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaked, noticed after " + context.getDisplayName() + ":\n"
                    + String.join("\n", leaks));
        }
    }

    static List<String> find() throws InterruptedException {
        collectGarbage();
        // Netty looks for leaked buffers when it hands out the next one.
        ByteBufAllocator.DEFAULT.heapBuffer(1).release();
        return LeakRecorder.drain();
    }

    /** Returns when the collector has put what it found unreachable where Netty looks for it. */
    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
        do {
            System.gc();
        } while (canary.get() != null || collected.remove(100) == null);
    }
}
