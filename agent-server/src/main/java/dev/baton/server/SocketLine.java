package dev.baton.server;

import dev.baton.carrier.LineOptions;
import dev.baton.carrier.LineProblem;
import dev.baton.carrier.MediaStream;
import dev.baton.carrier.Outgoing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket that holds one line: its waits, and its end. On the channel's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
abstract class SocketLine extends ChannelInboundHandlerAdapter {
    /** A peer gets so long to take what is left, and to answer a closing handshake. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    static final int LOST = 1006;

    private final Route route;
    private final ServerLimits limits;
    private final Admission admission;
    private final LineOptions options;
    private @Nullable MediaStream stream;
    private @Nullable Future<?> startWatch;
    private @Nullable Future<?> silenceWatch;
    private long lastHeardNanos;
    private boolean left;
    private int closeCode = LOST;

    SocketLine(Route route, LineOptions options, ServerLimits limits, Admission admission) {
        this.route = route;
        this.options = options;
        this.limits = limits;
        this.admission = admission;
    }

    abstract Outgoing socket(Channel channel);

    /** Null before {@link #begin}. */
    final @Nullable MediaStream stream() {
        return stream;
    }

    private LineOptions counted() {
        var told = options.listener();
        return options.withListener((transport, problem, detail) -> {
            admission.problem(transport, problem.label());
            told.onProblem(transport, problem, detail);
        });
    }

    /** The connection stands, and may be used from now on. */
    final void begin(ChannelHandlerContext ctx) {
        var opened = route.transport().open(route.agent(), socket(ctx.channel()), counted());
        stream = opened;
        lastHeardNanos = System.nanoTime();
        startWatch = ctx.executor()
                .schedule(
                        () -> {
                            if (opened.call().isEmpty()) {
                                opened.onProblem(
                                        LineProblem.SILENT,
                                        "no start within "
                                                + limits.startTimeout().toMillis() + " ms");
                            }
                        },
                        limits.startTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        watchSilence(ctx, opened, limits.silence().toNanos());
    }

    private void watchSilence(ChannelHandlerContext ctx, MediaStream open, long delayNanos) {
        silenceWatch = ctx.executor()
                .schedule(
                        () -> {
                            long left = limits.silence().toNanos() - (System.nanoTime() - lastHeardNanos);
                            if (left > 0) {
                                watchSilence(ctx, open, left);
                            } else {
                                open.onProblem(
                                        LineProblem.SILENT,
                                        "nothing for " + limits.silence().toMillis() + " ms");
                            }
                        },
                        delayNanos,
                        TimeUnit.NANOSECONDS);
    }

    private void heard() {
        lastHeardNanos = System.nanoTime();
    }

    final void closedByPeer(int code) {
        closeCode = code;
    }

    static long pendingBytes(Channel channel) {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** Sends what is left, and then the channel ends, taken or not. */
    static void closeSoon(Channel channel, Object last) {
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        var limit = channel.eventLoop().schedule(() -> channel.close(), CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> limit.cancel(false));
    }

    /** Whatever was read is a sign of life, and may have been answered on the way here, as pings are. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        heard();
        long pending = pendingBytes(ctx.channel());
        if (stream != null && pending > options.maxPendingBytes()) {
            stream.onProblem(LineProblem.NOT_READING, pending + " bytes wait for the peer");
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        if (left) {
            return;
        }
        left = true;
        if (startWatch != null) {
            startWatch.cancel(false);
        }
        if (silenceWatch != null) {
            silenceWatch.cancel(false);
        }
        if (stream != null) {
            stream.onClose(closeCode);
        }
        admission.left(route);
    }
}
