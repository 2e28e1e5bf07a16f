package dev.baton.testkit.stt;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Deepgram's two time-outs: a client that sends neither audio nor KeepAlive, and one that only keeps alive until the service has long had nothing to say. */
final class DeepgramSilence {
    private final EventLoop loop;
    private final Consumer<String> onTimeout;
    private final Duration audioTimeout;
    private final Duration textTimeout;
    private long audioAtNanos;
    private long signAtNanos;
    private long textAtNanos;
    private boolean stopped;

    /** @param onTimeout called on the loop, once, with the reason of the close frame */
    DeepgramSilence(ServerSettings settings, EventLoop loop, Consumer<String> onTimeout) {
        this.loop = loop;
        this.onTimeout = onTimeout;
        audioTimeout = settings.audioTimeout();
        textTimeout = settings.textTimeout();
        audioAtNanos = signAtNanos = textAtNanos = System.nanoTime();
        check();
    }

    void audioReceived() {
        audioAtNanos = signAtNanos = System.nanoTime();
    }

    void keptAlive() {
        signAtNanos = System.nanoTime();
    }

    void textSent() {
        textAtNanos = System.nanoTime();
    }

    void stop() {
        stopped = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a check after the end does nothing
    private void check() {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        long untilNoSign = signAtNanos + audioTimeout.toNanos() - now;
        // Counts only while the client holds the connection without audio: as long as it sends some, text will come.
        long untilNoText = Math.max(textAtNanos, audioAtNanos) + textTimeout.toNanos() - now;
        if (untilNoSign <= 0) {
            stopped = true;
            onTimeout.accept("NET-0001: no audio and no KeepAlive for " + audioTimeout.toMillis() + " ms");
        } else if (untilNoText <= 0) {
            stopped = true;
            onTimeout.accept("NET-0000: no text to send for " + textTimeout.toMillis() + " ms");
        } else {
            loop.schedule(this::check, Math.min(untilNoSign, untilNoText), TimeUnit.NANOSECONDS);
        }
    }
}
