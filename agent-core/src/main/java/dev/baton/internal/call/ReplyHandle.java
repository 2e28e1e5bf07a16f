package dev.baton.internal.call;

import dev.baton.agent.Answer;
import dev.baton.agent.Reply;
import dev.baton.audio.AudioFormat;
import dev.baton.turn.ExpectedAnswer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The application's end of one reply: hops every wish to the call's loop. Safe to use from any thread. */
final class ReplyHandle implements Reply {
    private static final Duration MAX_PATIENCE = Duration.ofMinutes(1);
    private static final int MAX_TEXT_LENGTH = 10_000;
    private static final Duration MAX_RECORDING = Duration.ofMinutes(10);

    /** What the call does with a reply's wishes; on the loop. */
    interface Receiver {
        void say(int reply, String text, long saidAtNanos);

        void stream(int reply, String piece, long saidAtNanos);

        void play(int reply, String text, short[] samples, int sampleRateHz);

        void patience(int reply, long quietNanos);

        void expect(int reply, ExpectedAnswer answer, long quietNanos);

        void shield(int reply);

        void toolStarted(int reply, int tool, String name);

        void toolEnded(int reply, int tool);

        void endCall(int reply);

        void leave(int reply, String result);

        void complete(int reply);
    }

    private final int reply;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final Receiver receiver;
    private final AtomicInteger tools = new AtomicInteger();
    private volatile boolean async;
    private volatile boolean cancelled;

    ReplyHandle(int reply, CallLoop loop, CallScheduler scheduler, Receiver receiver) {
        this.reply = reply;
        this.loop = loop;
        this.scheduler = scheduler;
        this.receiver = receiver;
    }

    @Override
    public Reply say(String text) {
        requireLength(text);
        if (!text.isBlank()) {
            long now = scheduler.nowNanos();
            wish(() -> receiver.say(reply, text.strip(), now));
        }
        return this;
    }

    @Override
    public Reply stream(String piece) {
        requireLength(piece);
        if (!piece.isEmpty()) {
            long now = scheduler.nowNanos();
            wish(() -> receiver.stream(reply, piece, now));
        }
        return this;
    }

    @Override
    public Reply play(String text, short[] samples, int sampleRateHz) {
        requireLength(text);
        AudioFormat.linear16(sampleRateHz); // refuses a rate that there is not
        if (samples.length / sampleRateHz >= MAX_RECORDING.toSeconds()) {
            throw new IllegalArgumentException("a recording must be shorter than " + MAX_RECORDING.toMinutes()
                    + " min, play it in pieces, samples=" + samples.length);
        }
        if (samples.length > 0) {
            var copy = samples.clone();
            wish(() -> receiver.play(reply, text.strip(), copy, sampleRateHz));
        }
        return this;
    }

    @Override
    public Reply patience(Duration quiet) {
        requirePatience(quiet);
        wish(() -> receiver.patience(reply, quiet.toNanos()));
        return this;
    }

    @Override
    public Reply expect(Answer answer) {
        requirePatience(answer.patience());
        var expected = answer.expected();
        wish(() -> receiver.expect(reply, expected, answer.patience().toNanos()));
        return this;
    }

    @Override
    public Reply uninterruptible() {
        wish(() -> receiver.shield(reply));
        return this;
    }

    @Override
    public Tool tool(String name) {
        Objects.requireNonNull(name, "name");
        int tool = tools.incrementAndGet();
        wish(() -> receiver.toolStarted(reply, tool, name));
        return () -> hop(() -> receiver.toolEnded(reply, tool));
    }

    @Override
    public Reply endCall() {
        wish(() -> receiver.endCall(reply));
        return this;
    }

    @Override
    public Reply leave(String result) {
        Objects.requireNonNull(result, "result");
        wish(() -> receiver.leave(reply, result));
        return this;
    }

    @Override
    public Reply async() {
        async = true;
        return this;
    }

    @Override
    public void complete() {
        hop(() -> receiver.complete(reply));
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    private static void requirePatience(Duration quiet) {
        if (quiet.isNegative() || quiet.compareTo(MAX_PATIENCE) > 0) {
            throw new IllegalArgumentException("patience must be within [0, 1 min], quiet=" + quiet);
        }
    }

    private static void requireLength(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new IllegalArgumentException("a text must have at most " + MAX_TEXT_LENGTH
                    + " characters, say it in pieces, length=" + text.length());
        }
    }

    private void wish(Runnable wish) {
        if (!cancelled) {
            hop(wish);
        }
    }

    private void hop(Runnable wish) {
        try {
            loop.execute(wish);
        } catch (RejectedExecutionException e) {
            cancelled = true; // the agent is closed, and its loops with it
        }
    }

    void cancel() {
        cancelled = true;
    }

    /** The handler's method is over. */
    void returned() {
        if (!async) {
            receiver.complete(reply);
        }
    }
}
