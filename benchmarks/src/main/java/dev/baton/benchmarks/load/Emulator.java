package dev.baton.benchmarks.load;

import dev.baton.internal.netty.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A recogniser in the shape of Smallest Pulse, cheap enough for thousands of calls: it recognises nothing, but knows where the last sound was. The final that answers a {@code finalize} after 50 ms
 * reads {@code said <finalize received> <final sent>}, in nanoseconds of the clock that all processes of a machine share. Prints its port, and runs until its standard input ends.
 */
public final class Emulator {
    private static final long ANSWER_MILLIS = 50;
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private Emulator() {}

    public static void main(String[] arguments) throws Exception {
        try (var loops = EventLoops.create(1, "emulator")) {
            var server = new ServerBootstrap()
                    .group(loops.group())
                    .channel(loops.serverSocketChannelClass())
                    .option(ChannelOption.SO_BACKLOG, 4_096)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(
                                            new HttpServerCodec(),
                                            new HttpObjectAggregator(8_192),
                                            new WebSocketServerProtocolHandler(
                                                    WebSocketServerProtocolConfig.newBuilder()
                                                            .websocketPath("/")
                                                            .checkStartsWith(true)
                                                            .maxFramePayloadLength(MAX_MESSAGE_BYTES)
                                                            .build()),
                                            new Recogniser());
                        }
                    })
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .sync()
                    .channel();
            System.out.println("port " + ((InetSocketAddress) server.localAddress()).getPort());
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        }
    }

    /** One connection. */
    @SuppressWarnings("FutureReturnValueIgnored") // a client that is gone needs no answer
    private static final class Recogniser extends SimpleChannelInboundHandler<WebSocketFrame> {
        private static final int LOUD = 400;
        /** Sound is looked for in every 16th sample: a millisecond. */
        private static final int STEP_BYTES = 16 * Short.BYTES;

        private long received;
        private long lastLoud;
        private long lastAnswered;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof BinaryWebSocketFrame) {
                hear(frame.content());
            } else if (frame instanceof TextWebSocketFrame text) {
                long now = System.nanoTime();
                if (text.text().contains("finalize")) {
                    ctx.executor().schedule(() -> answer(ctx, now), ANSWER_MILLIS, TimeUnit.MILLISECONDS);
                } else if (text.text().contains("close_stream")) {
                    ctx.executor().schedule(() -> last(ctx), ANSWER_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        }

        private void hear(ByteBuf audio) {
            int bytes = audio.readableBytes();
            for (int at = bytes - STEP_BYTES; at >= 0; at -= STEP_BYTES) {
                if (Math.abs(audio.getShortLE(audio.readerIndex() + at)) > LOUD) {
                    lastLoud = received + at / Short.BYTES;
                    break;
                }
            }
            received += bytes / Short.BYTES;
        }

        private void answer(ChannelHandlerContext ctx, long finalizedNanos) {
            boolean said = lastLoud > lastAnswered;
            lastAnswered = lastLoud;
            double end = lastLoud / (double) CallScript.RATE_HZ;
            long now = System.nanoTime();
            send(
                    ctx,
                    said ? "said " + finalizedNanos + " " + now : "",
                    said ? words(end, finalizedNanos, now) : "",
                    false);
        }

        private void last(ChannelHandlerContext ctx) {
            send(ctx, "", "", true);
            ctx.writeAndFlush(new CloseWebSocketFrame(1000, ""));
        }

        private static String words(double end, long finalizedNanos, long sentNanos) {
            return String.format(
                    Locale.ROOT,
                    "{\"word\":\"said\",\"start\":%.3f,\"end\":%.3f,\"confidence\":0.98},"
                            + "{\"word\":\"%d\",\"start\":%.3f,\"end\":%.3f,\"confidence\":0.97},"
                            + "{\"word\":\"%d\",\"start\":%.3f,\"end\":%.3f,\"confidence\":0.99}",
                    Math.max(0, end - 0.3),
                    Math.max(0, end - 0.2),
                    finalizedNanos,
                    Math.max(0, end - 0.2),
                    Math.max(0, end - 0.1),
                    sentNanos,
                    Math.max(0, end - 0.1),
                    end);
        }

        private static void send(ChannelHandlerContext ctx, String text, String words, boolean last) {
            ctx.writeAndFlush(
                    new TextWebSocketFrame("{\"type\":\"transcription\",\"status\":\"success\",\"session_id\":\"load\","
                            + "\"transcript\":\"" + text + "\",\"is_final\":true,\"is_last\":" + last
                            + ",\"language\":\"en\",\"words\":[" + words + "]}"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
