package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.Future;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from its dialling to its end, on one event loop. Every wait has a deadline, one at a time.
 *
 * <pre>{@code
 *  CONNECTING --expectUpgraded--> UPGRADING --opened--> OPEN --close--> CLOSING --close received, lost, overdue--> OVER
 *      +-- failed -----------------> OVER <-- refused, failed --+       |
 *                                     ^--- close received, violated, lost, abort ---+
 * }</pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class NettyConnection implements SttTransport.Connection, Dialled {
    private enum Phase {
        CONNECTING,
        OPEN,
        CLOSING,
        OVER
    }

    /** RFC 6455, section 5.5: a control frame holds 125 bytes, two of them the code. */
    private static final int MAX_REASON_BYTES = 123;

    private final EventLoop loop;
    private final ConnectionOptions options;
    private final SttTransport.Listener listener;
    private Phase phase = Phase.CONNECTING;
    private @Nullable Channel channel;
    private @Nullable ProxyTunnel tunnel;
    private @Nullable Future<?> deadline;

    NettyConnection(EventLoop loop, ConnectionOptions options, SttTransport.Listener listener) {
        this.loop = loop;
        this.options = options;
        this.listener = listener;
    }

    @Override
    public boolean isOver() {
        return phase == Phase.OVER;
    }

    @Override
    public void attach(Channel dialled) {
        channel = dialled;
        if (isOver()) {
            dialled.close();
        }
    }

    @Override
    public void expectConnected() {
        var limit = options.connectTimeout();
        expectWithin(limit, () -> failed(ProxyTunnel.overdue(tunnel, limit)));
    }

    @Override
    public void goesThrough(ProxyTunnel proxy) {
        tunnel = proxy;
    }

    void expectUpgraded(Consumer<Throwable> overdue) {
        expectWithin(
                options.upgradeTimeout(),
                () -> overdue.accept(new SocketTimeoutException("the upgrade was not answered within "
                        + options.upgradeTimeout().toMillis() + " ms")));
    }

    void opened() {
        if (phase == Phase.CONNECTING) {
            phase = Phase.OPEN;
            cancelDeadline();
            listener.onOpen();
        }
    }

    void refused(int httpStatus, String retryAfter, String body) {
        if (phase == Phase.CONNECTING) {
            cut();
            listener.onRefused(httpStatus, retryAfter, body);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (phase == Phase.CONNECTING) {
            cut();
            listener.onFailed(tunnel == null ? cause : tunnel.explain(cause));
        }
    }

    void received(String text) {
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            listener.onText(text);
        }
    }

    /** @param bytes valid until this returns */
    void received(ByteBuffer bytes) {
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            listener.onBinary(bytes);
        }
    }

    void closeReceived(int code, String reason) {
        if (phase == Phase.OPEN && channel != null) {
            channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
        }
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            phase = Phase.OVER;
            // The service ends TCP (RFC 6455, section 7.1.1), which spares us its lingering sockets; we do where it
            // forgets.
            expectWithin(options.closeTimeout(), this::cut);
            listener.onClosed(code < 0 ? WebSocketCloseStatus.EMPTY.code() : code, reason);
        }
    }

    /** What was waiting has been taken, mostly. */
    void writable() {
        if (phase == Phase.OPEN) {
            listener.onWritable();
        }
    }

    /** The service broke the protocol. */
    void violated(int code, String reason) {
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            phase = Phase.OVER;
            expectWithin(options.closeTimeout(), this::cut); // a peer that reads nothing would never let the frame go
            if (channel != null) {
                channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
            }
            listener.onClosed(code, reason);
        }
    }

    void lost(String reason) {
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            cut();
            listener.onClosed(WebSocketCloseStatus.ABNORMAL_CLOSURE.code(), reason);
        } else {
            cut(); // the handshake of closing is over as well
        }
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
        if (phase == Phase.OPEN && channel != null) {
            var copy = channel.alloc().buffer(bytes.remaining()).writeBytes(bytes);
            channel.writeAndFlush(new BinaryWebSocketFrame(copy), channel.voidPromise());
        }
    }

    @Override
    public void sendText(String text) {
        if (phase == Phase.OPEN && channel != null) {
            channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
        }
    }

    @Override
    public long pendingBytes() {
        var waiting = channel == null ? null : channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (phase == Phase.CONNECTING) {
            loop.execute(() -> failed(new CancellationException("closed before it was open")));
        } else if (phase == Phase.OPEN && channel != null) {
            phase = Phase.CLOSING;
            var fitting = reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES ? reason : "";
            channel.writeAndFlush(new CloseWebSocketFrame(code, fitting));
            expectWithin(
                    options.closeTimeout(),
                    () -> lost(
                            "no closing frame within " + options.closeTimeout().toMillis() + " ms"));
        }
    }

    @Override
    public void abort() {
        cut();
    }

    private void cut() {
        phase = Phase.OVER;
        cancelDeadline();
        if (channel != null) {
            channel.close();
        }
    }

    private void expectWithin(Duration limit, Runnable overdue) {
        cancelDeadline();
        deadline = loop.schedule(overdue, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
