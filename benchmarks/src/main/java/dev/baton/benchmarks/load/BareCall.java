package dev.baton.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A call of the {@link Floor}: frames of 20 ms in, energy per window of 32 ms, masked messages of 100 ms out, a finalize after 500 ms of quiet, the answer's text, and 2 s in which the reply would play.
 * Everything on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written shows as turns that are missing
final class BareCall extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private static final int WINDOW_SAMPLES = 512;
    private static final int WINDOW_MILLIS = 32;
    private static final long LOUD_POWER = 200 * 200;
    private static final int MIN_SPEECH_MILLIS = 200;
    private static final int MESSAGE_BYTES = CallScript.RATE_HZ / 10 * Short.BYTES;
    private static final long REPLY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final String TRANSCRIPT = "\"transcript\":\"";

    private final byte[] audio;
    private final CountDownLatch ready;
    private @Nullable Channel channel;
    private @Nullable Playhead playhead;
    private @Nullable ByteBuf message;
    private long energy;
    private int inWindow;
    private int voicedMillis;
    private int quietMillis;
    private boolean speaking;
    private boolean replying;
    private long replyBegan;

    private BareCall(CallScript script, CountDownLatch ready) {
        audio = script.bytes();
        this.ready = ready;
    }

    static BareCall connect(
            Class<? extends SocketChannel> kind, EventLoop loop, URI service, CallScript script, CountDownLatch ready) {
        var call = new BareCall(script, ready);
        new Bootstrap()
                .group(loop)
                .channel(kind)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(8_192),
                                        new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                                .webSocketUri(service)
                                                .performMasking(true)
                                                .build()),
                                        call);
                    }
                })
                .connect(service.getHost(), service.getPort());
        return call;
    }

    void begin(Playhead playhead) {
        this.playhead = playhead;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            channel = ctx.channel();
            ready.countDown();
        }
    }

    void tick(long nowNanos) {
        if (playhead != null && channel != null) {
            for (int frame = playhead.next(nowNanos); frame >= 0; frame = playhead.next(nowNanos)) {
                play(channel, playhead, frame * CallScript.FRAME_BYTES);
            }
            if (replying && nowNanos - replyBegan >= REPLY_NANOS) {
                replying = false;
            }
        }
    }

    private void play(Channel to, Playhead truth, int at) {
        send(to, at);
        for (int each = at; each < at + CallScript.FRAME_BYTES; each += Short.BYTES) {
            int sample = (short) (audio[each] & 0xFF | audio[each + 1] << 8);
            energy += (long) sample * sample;
            if (++inWindow == WINDOW_SAMPLES) {
                decide(to, truth, energy / WINDOW_SAMPLES > LOUD_POWER);
                energy = 0;
                inWindow = 0;
            }
        }
    }

    private void send(Channel to, int at) {
        if (message == null) {
            message = to.alloc().buffer(MESSAGE_BYTES);
        }
        message.writeBytes(audio, at, CallScript.FRAME_BYTES);
        if (message.readableBytes() == MESSAGE_BYTES) {
            flush(to);
        }
    }

    private void flush(Channel to) {
        if (message != null) {
            to.writeAndFlush(new BinaryWebSocketFrame(message), to.voidPromise());
            message = null;
        }
    }

    private void decide(Channel to, Playhead truth, boolean loud) {
        if (loud) {
            quietMillis = 0;
            voicedMillis += WINDOW_MILLIS;
            if (!speaking && voicedMillis >= MIN_SPEECH_MILLIS) {
                speaking = true;
                interrupt(truth);
            }
            return;
        }
        voicedMillis = Math.max(0, voicedMillis - WINDOW_MILLIS); // a gap between words does not undo the first one
        quietMillis += WINDOW_MILLIS;
        if (speaking && quietMillis >= Playhead.QUIET.toMillis()) {
            speaking = false;
            voicedMillis = 0;
            flush(to);
            to.writeAndFlush(new TextWebSocketFrame("{\"type\":\"finalize\"}"), to.voidPromise());
        }
    }

    private void interrupt(Playhead truth) {
        if (replying && truth.begunNanos() > replyBegan) {
            replying = false;
            truth.cut(System.nanoTime());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        var json = frame.text();
        int from = json.indexOf(TRANSCRIPT) + TRANSCRIPT.length();
        var text = json.substring(from, json.indexOf('"', from));
        if (playhead != null && !text.isEmpty()) {
            long now = System.nanoTime();
            replying = true;
            replyBegan = now;
            playhead.heard(text, now);
        }
    }
}
