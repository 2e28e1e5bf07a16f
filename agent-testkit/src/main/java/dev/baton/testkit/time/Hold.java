package dev.baton.testkit.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something at work outside the loop: virtual time stands still until it is {@linkplain #release released}. Safe to use from any thread.
 *
 * <p>What it brings reaches the loop only when everybody who holds the time is done, in the order in which they began: who was faster in reality does not matter.
 */
public final class Hold {
    private final Holds holds;
    private final String what;
    private final List<Runnable> brought = new ArrayList<>();
    private volatile @Nullable Thread worker;
    private volatile boolean released;

    Hold(Holds holds, String what) {
        this.holds = holds;
        this.what = what;
    }

    /** Runs a task on the loop, after the release; ignored once released. */
    public void bring(Runnable task) {
        synchronized (holds) {
            if (!released) {
                brought.add(task);
            }
        }
    }

    /** Time may go on, as far as this is concerned. Does nothing the second time. */
    public void release() {
        synchronized (holds) {
            if (!released) {
                released = true;
                holds.onRelease();
            }
        }
    }

    /** Whether it keeps those: a thread may be held by another time than the one it talks to. */
    boolean keeps(Holds these) {
        return holds == these && !released;
    }

    boolean isReleased() {
        return released;
    }

    List<Runnable> brought() {
        return brought;
    }

    /** For people, when it takes too long. */
    void worksOn(Thread thread) {
        worker = thread;
    }

    /** What is waited for, and where its thread is. */
    String describe() {
        if (worker == null) {
            return what;
        }
        var text = new StringBuilder(what).append(", on thread ").append(worker.getName());
        for (var frame : worker.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
