package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SttTransport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A network in memory, with time of its own; the check plays the service. One connection. */
final class WireNetwork implements SttTransport, SttTransport.Connection {
    private record Timer(long atNanos, long order, Runnable task) {}

    final List<Received> sent = new ArrayList<>();
    final List<String> foreignThreads = new CopyOnWriteArrayList<>();

    private final SttVendor vendor;
    private final Thread loop = Thread.currentThread();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::order));
    private @Nullable Listener listener;
    private @Nullable AudioFormat declared;
    private URI uri = URI.create("ws://127.0.0.1/");
    private long nowNanos;
    private long timersMade;
    private long pendingBytes;
    private boolean stalled;
    private boolean counts;
    private boolean closing;
    int connects;
    int closes;
    int aborts;

    WireNetwork(SttVendor vendor) {
        this.vendor = vendor;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        onLoop("connect");
        connects++;
        this.uri = uri;
        this.listener = listener;
        declared = vendor.declared(uri);
        return this;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        onLoop("after");
        var timer = new Timer(nowNanos + delay.toNanos(), timersMade++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Everything that is due until then. */
    void pass(Duration time) {
        long until = nowNanos + time.toNanos();
        for (var next = timers.peek(); next != null && next.atNanos <= until; next = timers.peek()) {
            timers.remove(next);
            nowNanos = next.atNanos;
            next.task.run();
        }
        nowNanos = until;
    }

    URI uri() {
        return uri;
    }

    AudioFormat declared() {
        if (declared == null) {
            throw new AssertionError("open() did not connect through the transport that it was given");
        }
        return declared;
    }

    Listener service() {
        if (listener == null) {
            throw new AssertionError("open() did not connect through the transport that it was given");
        }
        return listener;
    }

    /** From here on the network takes nothing. */
    void stall() {
        stalled = true;
    }

    void flow() {
        stalled = false;
        pendingBytes = 0;
        service().onWritable();
        pass(Duration.ZERO);
    }

    /** From here on nothing is kept of what is sent. */
    void onlyCount() {
        counts = true;
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        if (counts) {
            return;
        }
        onLoop("sendBinary");
        took(bytes.remaining());
        sent.add(vendor.received(bytes.duplicate().order(bytes.order()), declared()));
    }

    @Override
    public void sendText(String text) {
        if (counts) {
            return;
        }
        onLoop("sendText");
        took(text.length());
        sent.add(vendor.received(text));
    }

    private void took(int bytes) {
        if (closing) {
            sent.add(new Received.Other("after the connection was closed"));
        }
        pendingBytes += stalled ? bytes : 0;
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public void close(int code, String reason) {
        onLoop("close");
        closes++;
        if (!closing) {
            closing = true;
            after(Duration.ofMillis(1), () -> service().onClosed(code, ""));
        }
    }

    @Override
    public void abort() {
        onLoop("abort");
        aborts++;
        closing = true;
    }

    void onLoop(String what) {
        var current = Thread.currentThread();
        if (current != loop) {
            foreignThreads.add(what + " on thread " + current.getName());
        }
    }
}
