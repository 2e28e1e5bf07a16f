package dev.baton.testkit.time;

import dev.baton.internal.call.CallLoop;
import dev.baton.stt.SttTransport;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/** The network of virtual time: every connection fails, since a socket's other end knows nothing of our time. */
record NoNetwork(CallLoop loop) implements SttTransport {
    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        loop.execute(() -> listener.onFailed(
                new ConnectException("virtual time has no network: use a recogniser in" + " memory, or real time")));
        return new NeverOpen();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        return loop.schedule(delay.toNanos(), task)::cancel;
    }

    private record NeverOpen() implements Connection {
        @Override
        public void sendBinary(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void sendText(String text) {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }
}
