package dev.baton.internal.tts;

import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network without a network, whose time passes when the test says so; the test plays the service on each connection. */
final class TimedTransport implements SttTransport {
    final List<Dialled> connections = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private long nowMillis;

    static final class Dialled implements Connection {
        final List<String> sent = new ArrayList<>();
        final URI uri;
        final Map<String, String> headers;
        final Listener service;
        boolean over;

        Dialled(URI uri, Map<String, String> headers, Listener service) {
            this.uri = uri;
            this.headers = headers;
            this.service = service;
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            throw new AssertionError("nothing binary is sent");
        }

        @Override
        public void sendText(String text) {
            if (over) {
                throw new AssertionError("sent after the end: " + text);
            }
            sent.add(text);
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {
            sent.add("close " + code);
            over = true;
        }

        @Override
        public void abort() {
            sent.add("abort");
            over = true;
        }
    }

    private record Timer(long atMillis, Runnable task) {}

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        var dialled = new Dialled(uri, headers, listener);
        connections.add(dialled);
        return dialled;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var timer = new Timer(nowMillis + delay.toMillis(), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    void pass(Duration time) {
        long until = nowMillis + time.toMillis();
        while (true) {
            var next = timers.stream()
                    .filter(timer -> timer.atMillis <= until)
                    .min((a, b) -> Long.compare(a.atMillis, b.atMillis));
            if (next.isEmpty()) {
                nowMillis = until;
                return;
            }
            nowMillis = next.get().atMillis;
            timers.remove(next.get());
            next.get().task.run();
        }
    }

    int timers() {
        return timers.size();
    }

    Dialled last() {
        return connections.get(connections.size() - 1);
    }
}
