package dev.baton.examples.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C in the middle of something: first it ends in order and is reported, then the program ends, with the status 130 that a shell expects. A second Ctrl-C ends it
 * at once.
 */
final class Interruption implements AutoCloseable {
    /** Longer than a call takes to end in order. */
    private static final int LIMIT_SECONDS = 12;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Runnable end;
    private final Duration limit;
    private final Thread hook;
    private volatile boolean happened;

    private Interruption(Runnable end, Duration limit) {
        this.end = end;
        this.limit = limit;
        hook = new Thread(
                () -> {
                    happened = true;
                    haltAtNextInterrupt();
                    end.run();
                    awaitReport();
                },
                "baton-interrupted");
    }

    /** @param end told on a thread of its own when the user interrupts; must not wait */
    static Interruption ends(Runnable end) {
        return ends(end, Duration.ofSeconds(LIMIT_SECONDS));
    }

    /** @param limit how long the report may take before the program ends all the same */
    static Interruption ends(Runnable end, Duration limit) {
        var interruption = new Interruption(end, limit);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Ends it as Ctrl-C does; the program then ends by itself. */
    void ask() {
        happened = true;
        end.run();
    }

    boolean happened() {
        return happened;
    }

    private void awaitReport() {
        try {
            if (!reported.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(Baton.INTERRUPTED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM that is shutting down ignores further interrupts. The class that can change this is not part of Java SE, so it is found by name; without it one waits. */
    private static void haltAtNextInterrupt() {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            Object halt = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, called, given) -> {
                        if (called.getName().equals("handle")) {
                            Runtime.getRuntime().halt(Baton.INTERRUPTED);
                        }
                        return null;
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, halt);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // ends in order, which is bounded too
        }
    }

    /** All is said: the program may end. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending already, which is what the hook is for
        }
    }
}
