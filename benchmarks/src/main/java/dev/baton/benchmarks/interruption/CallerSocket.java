package dev.baton.benchmarks.interruption;

import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.Wire;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;

/** A fake carrier's connection, with many others on one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class CallerSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final CarrierLeg leg;
    private final Runnable opened;

    private CallerSocket(CarrierLeg leg, Runnable opened) {
        this.leg = leg;
        this.opened = opened;
    }

    /** @param opened told on the loop when the leg has begun */
    static void connect(EventLoop loop, URI app, CarrierLeg leg, Runnable opened) {
        var webSocket =
                WebSocketClientProtocolConfig.newBuilder().webSocketUri(app).build();
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(8_192))
                                .addLast(new WebSocketClientProtocolHandler(webSocket))
                                .addLast(new CallerSocket(leg, opened));
                    }
                })
                .connect(app.getHost(), app.getPort());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            leg.opened(new Socket(ctx.channel()));
            opened.run();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text) {
            leg.onText(text.text());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leg.onClosed(1006);
    }

    private record Socket(Channel channel) implements Wire {
        @Override
        public void text(String message) {
            channel.writeAndFlush(new TextWebSocketFrame(message));
        }

        @Override
        public void binary(byte[] bytes) {
            channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        }

        @Override
        public void close(int code) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, ""));
        }
    }
}
