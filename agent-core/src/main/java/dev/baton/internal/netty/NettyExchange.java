package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP request from the dialling of its connection to its answer, on one event loop. It has a deadline all the time, and its connection ends with it. */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends the channel all the same
final class NettyExchange implements Dialled {
    private final EventLoop loop;
    private final ConnectionOptions options;
    private final Duration timeout;
    private final SttTransport.AnswerListener listener;
    private boolean over;
    private @Nullable Channel channel;
    private @Nullable ProxyTunnel tunnel;
    private @Nullable Future<?> deadline;

    NettyExchange(EventLoop loop, ConnectionOptions options, Duration timeout, SttTransport.AnswerListener listener) {
        this.loop = loop;
        this.options = options;
        this.timeout = timeout;
        this.listener = listener;
    }

    @Override
    public boolean isOver() {
        return over;
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

    @Override
    public void attach(Channel dialled) {
        channel = dialled;
        if (over) {
            dialled.close();
        }
    }

    /** The connection stands and the request goes out. */
    void expectAnswered() {
        if (!over) {
            expectWithin(
                    timeout,
                    () -> failed(new SocketTimeoutException(
                            "the request was not answered within " + timeout.toMillis() + " ms")));
        }
    }

    void answered(int status, String retryAfter, String body) {
        if (end()) {
            listener.onAnswer(status, retryAfter, body);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (end()) {
            listener.onFailed(tunnel == null ? cause : tunnel.explain(cause));
        }
    }

    void abort() {
        end();
    }

    /** @return whether it went on until now */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (channel != null) {
            channel.close();
        }
        return true;
    }

    private void expectWithin(Duration limit, Runnable overdue) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = loop.schedule(overdue, limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
