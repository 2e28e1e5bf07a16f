package dev.baton.internal.stt;

import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** A network that sends requests nowhere, with time of its own; the test plays the server. */
final class HandDrivenRequests implements SttTransport {
    /** One request, as the server sees it. */
    static final class Asked {
        final URI uri;
        final Map<String, String> headers;
        final byte[] body;
        final Duration timeout;
        private final AnswerListener listener;
        boolean givenUp;

        Asked(URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
            this.uri = uri;
            this.headers = headers;
            this.body = new byte[body.remaining()];
            body.duplicate().get(this.body);
            this.timeout = timeout;
            this.listener = listener;
        }

        void text(String text) {
            answer(200, "", "{\"text\":\"" + text + "\"}");
        }

        void answer(int status, String retryAfter, String answer) {
            if (!givenUp) {
                listener.onAnswer(status, retryAfter, answer);
            }
        }

        void fails(Throwable cause) {
            if (!givenUp) {
                listener.onFailed(cause);
            }
        }

        String form() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        /** The samples of the WAV file in it. */
        short[] samples() {
            int wav = form().indexOf("RIFF");
            var file = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).position(wav);
            var samples = new short[file.getInt(wav + 40) / Short.BYTES];
            file.position(wav + 44);
            file.asShortBuffer().get(samples);
            return samples;
        }
    }

    private record Timer(long atMillis, long order, Runnable task) {}

    final List<Asked> asked = new ArrayList<>();
    boolean sendsNothing;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atMillis).thenComparingLong(Timer::order));
    private long nowMillis;
    private long made;

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        throw new AssertionError("no WebSocket is wanted");
    }

    @Override
    public Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        if (sendsNothing) {
            return SttTransport.super.post(uri, headers, body, timeout, listener);
        }
        var request = new Asked(uri, headers, body, timeout, listener);
        asked.add(request);
        return () -> request.givenUp = true;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var timer = new Timer(nowMillis + delay.toMillis(), made++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    void pass(long millis) {
        long until = nowMillis + millis;
        for (var next = timers.peek(); next != null && next.atMillis <= until; next = timers.peek()) {
            timers.remove(next);
            nowMillis = next.atMillis;
            next.task.run();
        }
        nowMillis = until;
    }

    int timers() {
        return timers.size();
    }
}
