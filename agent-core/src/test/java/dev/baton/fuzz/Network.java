package dev.baton.fuzz;

import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes everything and says what the target says. */
final class Network implements SttTransport, SttTransport.Connection {
    private @Nullable Listener listener;

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        this.listener = listener;
        return this;
    }

    Listener listener() {
        if (listener == null) {
            throw new AssertionError("the session did not connect");
        }
        return listener;
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {}

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
