package dev.baton.testkit.outage;

import dev.baton.internal.call.CallLoop;
import dev.baton.internal.netty.PipelineClient;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.stt.PipelineServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A network on virtual time. Both ends are the real pipelines, HTTP, WebSocket and all; bytes go between them as far and as fast as the test says.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel in memory closes at once
public final class VirtualWire implements SttTransport {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final long EVERYTHING = Long.MAX_VALUE;

    private final CallLoop loop;
    private final PipelineServer server;
    private final List<Line> lines = new ArrayList<>();

    /** For connections to come. */
    Duration latency = Duration.ofMillis(10);

    /** What the server says comes in segments of one byte. */
    boolean byteByByte;

    int refusals;
    int unanswered;
    /** What both ends take; {@link #EVERYTHING} unless said. */
    long bytesPerSecond = EVERYTHING;

    public VirtualWire(CallLoop loop, PipelineServer server) {
        this.loop = loop;
        this.server = server;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        if (refusals > 0) {
            refusals--;
            loop.execute(() -> listener.onFailed(new ConnectException("refused, says the test")));
            return new Nowhere();
        }
        return PipelineClient.open(dial().near, uri, headers, ConnectionOptions.defaults(), listener);
    }

    @Override
    public Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        if (refusals > 0) {
            refusals--;
            var waiting = loop.schedule(0, () -> listener.onFailed(new ConnectException("refused, says the test")));
            return waiting::cancel;
        }
        return PipelineClient.post(dial().near, uri, headers, body, timeout, ConnectionOptions.defaults(), listener);
    }

    private Line dial() {
        var line = new Line();
        if (unanswered > 0) {
            unanswered--;
            line.deaf = true;
        }
        lines.add(line);
        return line;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        return loop.schedule(delay.toNanos(), task)::cancel;
    }

    int connections() {
        return lines.size();
    }

    private Line current() {
        return lines.get(lines.size() - 1);
    }

    /** As a reset of the connection, seen by both ends. */
    void reset() {
        current().reset();
    }

    /** Nothing is taken any more, in either direction; the connection stands. */
    void stall() {
        current().stalled = true;
    }

    /** Everything is taken and nothing arrives, in either direction. */
    void swallow() {
        current().deaf = true;
    }

    /** The server ends its side in good order of TCP, without a word of WebSocket. */
    void end() {
        current().far.close();
    }

    void flow() {
        current().stalled = false;
        current().deaf = false;
    }

    /** One TCP connection. */
    private final class Line {
        final End near = new End(true);
        final End far = new End(false);
        final Queue<Packet> toFar = new ArrayDeque<>();
        final Queue<Packet> toNear = new ArrayDeque<>();
        final CallLoop.Timer steps;
        final long latencyNanos = latency.toNanos();
        final boolean inPieces = byteByByte;
        final long roomPerStep = bytesPerSecond == EVERYTHING ? EVERYTHING : bytesPerSecond * STEP.toMillis() / 1_000;
        boolean stalled;
        boolean deaf;

        Line() {
            server.install(far);
            steps = loop.repeat(STEP.toNanos(), this::step);
        }

        private void step() {
            near.pass(stalled ? 0 : roomPerStep);
            far.pass(stalled ? 0 : roomPerStep);
            carry(near, toFar, far);
            carry(far, toNear, near);
            // What was under way when the network stalled is lost with the caller's end, or the line would be there for
            // ever.
            if (!near.isOpen() && (stalled || toFar.isEmpty())) {
                far.close();
            }
            if (!far.isOpen() && toNear.isEmpty()) {
                near.close();
            }
            if (!near.isOpen() && !far.isOpen()) {
                over();
            }
        }

        private void carry(End from, Queue<Packet> under, End to) {
            for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                under.add(new Packet(loop.nanoTime() + latencyNanos, bytes));
            }
            while (!stalled && !under.isEmpty() && under.peek().dueNanos() <= loop.nanoTime()) {
                deliver(under.remove().bytes(), to);
            }
        }

        private void deliver(ByteBuf bytes, End to) {
            if (deaf) {
                bytes.release();
            } else if (inPieces && to.isCaller) {
                while (bytes.isReadable() && to.isOpen()) {
                    to.writeInbound(bytes.readRetainedSlice(1));
                }
                bytes.release();
            } else if (to.isOpen()) {
                to.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }

        void reset() {
            drop(toFar);
            drop(toNear);
            if (near.isOpen()) {
                near.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            }
            near.close();
            far.close();
        }

        private void over() {
            steps.cancel();
            drop(toFar);
            drop(toNear);
            near.finishAndReleaseAll();
            far.finishAndReleaseAll();
        }

        private void drop(Queue<Packet> packets) {
            packets.forEach(packet -> packet.bytes().release());
            packets.clear();
        }
    }

    private record Packet(long dueNanos, ByteBuf bytes) {}

    /** One end, with a clock that stands still unless told, and a buffer that fills where the network takes nothing. */
    private static final class End extends EmbeddedChannel {
        private final boolean isCaller;
        private long room = EVERYTHING;

        End(boolean isCaller) {
            this.isCaller = isCaller;
            freezeTime();
            config().setWriteBufferWaterMark(new WriteBufferWaterMark(32 * 1024, 64 * 1024));
        }

        void pass(long more) {
            room = more == EVERYTHING ? EVERYTHING : Math.min(room, 0) + more;
            if (isOpen()) {
                flush();
            }
            advanceTimeBy(STEP.toNanos(), TimeUnit.NANOSECONDS);
            runPendingTasks();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) {
            for (Object bytes = waiting.current(); bytes != null && room > 0; bytes = waiting.current()) {
                if (room != EVERYTHING) {
                    room -= ((ByteBuf) bytes).readableBytes();
                }
                handleOutboundMessage(ReferenceCountUtil.retain(bytes));
                waiting.remove();
            }
        }
    }

    private record Nowhere() implements Connection {
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
}
