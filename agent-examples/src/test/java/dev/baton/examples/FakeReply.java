package dev.baton.examples;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.baton.agent.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Remembers what a handler answered, and can be cancelled. Safe to use from any thread. */
public final class FakeReply implements Reply {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> streamed = new CopyOnWriteArrayList<>();
    private final List<String> tools = new CopyOnWriteArrayList<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile @Nullable Duration patience;
    private volatile @Nullable String left;
    private volatile boolean ended;
    private volatile boolean cancelled;

    /** What was said and played, without what was streamed. */
    public String text() {
        return String.join(" ", said);
    }

    /** What was streamed, piece after piece. */
    public String streamed() {
        return String.join("", streamed);
    }

    /** {@code +NAME} where a tool was opened, {@code -NAME} where it was closed. */
    public List<String> tools() {
        return tools;
    }

    @Nullable
    public Duration patience() {
        return patience;
    }

    public boolean endsCall() {
        return ended;
    }

    /** What {@link #leave} was given. */
    public @Nullable String left() {
        return left;
    }

    public void cancel() {
        cancelled = true;
    }

    /** Waits for {@link #complete}. */
    public FakeReply awaitComplete() throws InterruptedException {
        if (!complete.await(10, SECONDS)) {
            throw new AssertionError("the reply is not complete, said=" + said + ", streamed=" + streamed);
        }
        return this;
    }

    @Override
    public Reply say(String text) {
        said.add(text);
        return this;
    }

    @Override
    public Reply stream(String piece) {
        streamed.add(piece);
        return this;
    }

    @Override
    public Reply play(String text, short[] samples, int sampleRateHz) {
        said.add(text);
        return this;
    }

    @Override
    public Reply leave(String result) {
        ended = true;
        left = result;
        return this;
    }

    @Override
    public Reply patience(Duration quiet) {
        patience = quiet;
        return this;
    }

    @Override
    public Reply uninterruptible() {
        return this;
    }

    @Override
    public Tool tool(String name) {
        tools.add("+" + name);
        return () -> tools.add("-" + name);
    }

    @Override
    public Reply endCall() {
        ended = true;
        return this;
    }

    @Override
    public Reply async() {
        return this;
    }

    @Override
    public void complete() {
        complete.countDown();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
