package dev.baton.internal.stt;

import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network without a network: keeps what was sent as text lines, and the test plays the service. */
@SuppressWarnings("NullAway.Init") // what connect() sets
public final class HandDrivenTransport implements SttTransport, SttTransport.Connection {
    /** {@code audio FIRST_SAMPLE+COUNT}, or the control message as it is. */
    public final List<String> sent = new ArrayList<>();

    public final List<Runnable> timers = new ArrayList<>();
    public URI uri;
    public Map<String, String> headers;
    public SttTransport.Listener service;
    public long pendingBytes;
    public Duration lastWait = Duration.ZERO;
    public long audioSamples;

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        this.uri = uri;
        this.headers = headers;
        service = listener;
        return this;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        timers.add(task);
        lastWait = delay;
        return () -> timers.remove(task);
    }

    public void passTime() {
        var due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        var samples = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        sent.add("audio " + samples.get(0) + "+" + samples.remaining());
        audioSamples += samples.remaining();
        boolean silence = samples.get(0) == 0 && samples.remaining() > 1 && samples.get(1) == 0;
        for (int i = 1; !silence && i < samples.remaining(); i++) {
            if (samples.get(i) != (short) (samples.get(0) + i)) {
                throw new AssertionError("sample " + i + " of " + sent + " is " + samples.get(i));
            }
        }
    }

    @Override
    public void sendText(String text) {
        sent.add(text);
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public void close(int code, String reason) {
        sent.add("close " + code);
    }

    @Override
    public void abort() {
        sent.add("abort");
    }
}
