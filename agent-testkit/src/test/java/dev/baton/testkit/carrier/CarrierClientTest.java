package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client with real sockets and real time, against apps that send back what they hear. */
class CarrierClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /** Sends audio back as it is, answers a key with a mark, and has no other page. */
    @SuppressWarnings("FutureReturnValueIgnored") // the client sees what was not sent
    private static final class WebSocketEcho extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            if (message instanceof BinaryWebSocketFrame) {
                ctx.writeAndFlush(message);
                return;
            }
            if (message instanceof TextWebSocketFrame text && text.text().contains("dtmf")) {
                ctx.writeAndFlush(new TextWebSocketFrame("{\"type\":\"mark\",\"name\":\"m\"}"));
            }
            if (message instanceof FullHttpRequest) {
                var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
                HttpUtil.setContentLength(answer, 0);
                ctx.writeAndFlush(answer);
            }
            super.channelRead(ctx, message);
        }
    }

    /** Cuts off the call id, then sends back every byte. */
    @SuppressWarnings("FutureReturnValueIgnored") // the client sees what was not sent
    private static final class TcpEcho extends ChannelInboundHandlerAdapter {
        private int toSkip = 19;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            var bytes = (ByteBuf) message;
            int skipped = Math.min(toSkip, bytes.readableBytes());
            bytes.skipBytes(skipped);
            toSkip -= skipped;
            ctx.writeAndFlush(bytes);
        }
    }

    private int listen(Supplier<List<ChannelInboundHandlerAdapter>> handlers) {
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handlers.get().forEach(channel.pipeline()::addLast);
                    }
                })
                .bind("localhost", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private URI webSocketEcho(String subprotocol) {
        return URI.create("ws://localhost:"
                + listen(() -> List.of(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(8192),
                        new WebSocketServerProtocolHandler("/call", subprotocol),
                        new WebSocketEcho()))
                + "/call");
    }

    private static boolean hasHeardAll(CarrierLeg leg) {
        return PcmIds.decode(leg.recording().samples(), leg.line().sampleRateHz())
                        .lastBlock(9)
                == 19;
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void numbersSaidOverAWebSocket_areHeardBackInOrder() throws Exception {
        try (var call = CarrierClient.connect(webSocketEcho(""), new PcmLeg(CallerFacts.of("c"), 16_000))) {
            long starts = call.say(PcmIds.reply(9, 20, 16_000));
            call.await("all of it", LIMIT, CarrierClientTest::hasHeardAll);
            call.press("5");
            call.await("the mark", LIMIT, leg -> leg.marksAnswered() == 1);
            call.hangUp();
            assertThat(call.awaitClosed(LIMIT)).isEqualTo(1000);
            assertThat(call.heardIds().of(9)).hasSize(20);
            assertThat(call.heardIds().startMillis(9)).isGreaterThanOrEqualTo(starts + 20);
            assertThat(call.violations()).isEmpty();
            assertThat(call.ask(CarrierLeg::ending)).isEqualTo(Ending.CALLER_HUNG_UP);
        }
    }

    @Test
    void numbersSaidOverTcp_areHeardBackInOrder() throws Exception {
        var uri = URI.create("tcp://localhost:" + listen(() -> List.of(new TcpEcho())));
        var facts = CallerFacts.of(new UUID(1, 2).toString());
        try (var call = CarrierClient.connect(uri, new AudioSocketLeg(facts))) {
            long starts = call.say(PcmIds.reply(9, 20, 8000));
            call.awaitSound(starts, LIMIT);
            call.await("all of it", LIMIT, CarrierClientTest::hasHeardAll);
            call.hangUp();
            call.awaitClosed(LIMIT);
            assertThat(call.heardIds().of(9)).hasSize(20);
            assertThat(call.violations()).isEmpty();
        }
    }

    @Test
    void subprotocol_isOfferedAndTold() throws Exception {
        try (var call = CarrierClient.connect(webSocketEcho("media"), new ChanWebSocketLeg(CallerFacts.of("c")))) {
            assertThat(call.subprotocol()).isEqualTo("media");
        }
    }

    @Test
    void refusal_tellsItsStatus() {
        URI nowhere = URI.create(webSocketEcho("") + "/nowhere");
        assertThatThrownBy(() -> CarrierClient.connect(nowhere, new TwilioLeg(CallerFacts.of("c"))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(404));
    }

    @Test
    void whatDoesNotCome_failsWithTheCallsState() throws Exception {
        try (var call = CarrierClient.connect(webSocketEcho(""), new PcmLeg(CallerFacts.of("c"), 8000))) {
            assertThatThrownBy(() -> call.await("a miracle", Duration.ofMillis(60), leg -> false))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a miracle")
                    .hasMessageContaining("ending=NOT_YET");
        }
    }
}
