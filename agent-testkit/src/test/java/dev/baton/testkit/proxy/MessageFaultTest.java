package dev.baton.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.CharsetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of whole messages, over real sockets; Netty's own codec says what a frame is. */
class MessageFaultTest {
    private static final byte[] REQUEST =
            ascii("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    private static final byte[] SWITCHING =
            ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

    @Test
    void dropped_isLeftOut() throws IOException {
        assertThat(seen(Fault.dropMessages(1).afterMessages(1).times(1), texts("a", "b", "c")))
                .containsExactly("a", "c", "close");
    }

    @Test
    void duplicated_comesTwice() throws IOException {
        assertThat(seen(Fault.duplicateMessages(1).times(1), texts("a", "b"))).containsExactly("a", "a", "b", "close");
    }

    @Test
    void reordered_comesAfterTheNext() throws IOException {
        assertThat(seen(Fault.reorderMessages(1).times(1), texts("a", "b", "c")))
                .containsExactly("b", "a", "c", "close");
    }

    @Test
    void reorderedEveryTime_swapsPairsAndKeepsTheLastBeforeTheClose() throws IOException {
        assertThat(seen(Fault.reorderMessages(1), texts("a", "b", "c", "d", "e")))
                .containsExactly("b", "a", "d", "c", "e", "close");
    }

    @Test
    void reorderedWithoutANext_comesByItselfInTheEnd() throws IOException {
        try (var ends = Ends.with(Fault.reorderMessages(1));
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            byte[] only = encoded(false, new TextWebSocketFrame("only"));
            server.getOutputStream().write(only);
            assertThat(Ends.read(client, only.length)).isEqualTo(only);
        }
    }

    @Test
    void split_arrivesWholeAndLater() throws IOException {
        byte[] both = encoded(false, new TextWebSocketFrame("first half, second half"), new TextWebSocketFrame("b"));
        try (var ends = Ends.with(
                        Fault.splitMessages(1, java.time.Duration.ofMillis(50)).times(1));
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            long began = System.nanoTime();
            server.getOutputStream().write(both);
            assertThat(Ends.read(client, both.length)).isEqualTo(both);
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(50_000_000);
        }
    }

    @Test
    void halved_isCutInTheMiddle() throws IOException {
        byte[] first = encoded(false, new TextWebSocketFrame("a"));
        byte[] second = encoded(false, new TextWebSocketFrame("the service dies while it says this"));
        try (var ends = Ends.with(Fault.halveMessages(1).afterMessages(1));
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            server.getOutputStream().write(first);
            server.getOutputStream().write(second);

            assertThat(Ends.readAll(client).end()).isEqualTo(Ends.End.RESET);
            assertThat(ends.proxy.stats().bytesToClient())
                    .isEqualTo(SWITCHING.length + first.length + second.length / 2);
        }
    }

    @Test
    void otherKindsOfFrames_areLeftAlone() throws IOException {
        var frames = List.<WebSocketFrame>of(
                new PingWebSocketFrame(Unpooled.copiedBuffer("p", CharsetUtil.US_ASCII)),
                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(Ends.bytes(300))),
                new TextWebSocketFrame(true, 0b100, "compressed"),
                new TextWebSocketFrame("b"));
        assertThat(seen(Fault.dropMessages(1), frames)).containsExactly("ping", "300 bytes", "compressed", "close");
    }

    @Test
    void messageInFragments_isOneMessage() throws IOException {
        var frames = List.<WebSocketFrame>of(
                new TextWebSocketFrame(false, 0, "one "),
                new PingWebSocketFrame(),
                new ContinuationWebSocketFrame(false, 0, "two "),
                new ContinuationWebSocketFrame(true, 0, "three"),
                new TextWebSocketFrame("b"));
        assertThat(seen(Fault.duplicateMessages(1).times(1), frames))
                .containsExactly("ping", "one ", "+two ", "+three.", "one ", "+two ", "+three.", "b", "close");
    }

    @Test
    void clientsMaskedMessages_canBeHitToo() throws IOException {
        try (var ends = Ends.with(Fault.dropMessages(1)
                        .only(Direction.TO_SERVER)
                        .afterMessages(1)
                        .times(1));
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            client.getOutputStream().write(encoded(true, texts("a", "b", "c").toArray(WebSocketFrame[]::new)));
            client.shutdownOutput();
            assertThat(decoded(Ends.readAll(server).bytes(), true)).containsExactly("a", "c");
        }
    }

    @Test
    void messageOverTheBuffer_isLeftAlone() throws IOException {
        String large = "x".repeat(100_000);
        assertThat(seen(Fault.duplicateMessages(1), texts(large, "b"))).containsExactly(large, "b", "b", "close");
    }

    @Test
    void answerThatIsNoUpgrade_isRaw() throws IOException {
        byte[] refusal = ascii("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\n\u0001\u0002ab");
        try (var ends = Ends.with(Fault.dropMessages(1));
                var client = ends.connect();
                var server = ends.accept()) {
            server.getOutputStream().write(refusal);
            server.shutdownOutput();
            assertThat(Ends.readAll(client).bytes()).isEqualTo(refusal);
        }
    }

    @Test
    void messagesAreCounted_andOtherFaultsBeginAfterThem() throws IOException {
        byte[] three = encoded(false, texts("a", "bb", "ccc").toArray(WebSocketFrame[]::new));
        try (var ends = Ends.with(Fault.cutOrderly().only(Direction.TO_CLIENT).afterMessages(2));
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            server.getOutputStream().write(three);
            assertThat(decoded(Ends.readAll(client).bytes(), false)).containsExactly("a", "bb");
            assertThat(ends.proxy.stats().messagesToClient()).isEqualTo(2);
        }
    }

    @Test
    void chance_comesFromTheSeed() throws IOException {
        var names = IntStream.range(0, 60).mapToObj(i -> "m" + i).toArray(String[]::new);
        var once = seen(7, Fault.dropMessages(3), texts(names));
        assertThat(once).hasSizeBetween(25, 55).isEqualTo(seen(7, Fault.dropMessages(3), texts(names)));
        assertThat(seen(8, Fault.dropMessages(3), texts(names))).isNotEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPieces_giveTheSameFrames(long seed) {
        byte[] frames = encoded(
                false,
                new TextWebSocketFrame("short"),
                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(Ends.bytes(70_000))),
                new TextWebSocketFrame(""),
                new TextWebSocketFrame("y".repeat(400)));
        byte[] all = joined(SWITCHING, frames);
        var pieces = new Random(seed);
        var seen = new SeenParts();
        var splitter = MessageSplitter.ofServer(seen, () -> {});
        for (int at = 0; at < all.length; ) {
            int count = Math.min(all.length - at, 1 + pieces.nextInt(seed < 4 ? 3 : 5_000));
            splitter.feed(Unpooled.copiedBuffer(all, at, count));
            at += count;
        }
        assertThat(seen.lengths).containsExactly(5L, 70_000L, 0L, 400L);
        assertThat(seen.ends).isEqualTo(4);
        assertThat(seen.bytes.toByteArray()).isEqualTo(all);
    }

    private static final class SeenParts implements MessageSplitter.Parts {
        final List<Long> lengths = new ArrayList<>();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ends;

        @Override
        public void raw(ByteBuf raw) {
            bytes.writeBytes(ByteBufUtil.getBytes(raw));
            raw.release();
        }

        @Override
        public void frame(MessageSplitter.Frame frame, ByteBuf head) {
            lengths.add(frame.payloadBytes());
            raw(head);
        }

        @Override
        public void payload(ByteBuf payload) {
            raw(payload);
        }

        @Override
        public void frameEnd() {
            ends++;
        }
    }

    private static List<String> seen(Fault fault, List<WebSocketFrame> frames) throws IOException {
        return seen(1, fault, frames);
    }

    /** What a client sees of frames that a service sends, with a close frame behind them. */
    private static List<String> seen(long seed, Fault fault, List<WebSocketFrame> frames) throws IOException {
        var all = new ArrayList<>(frames);
        all.add(new CloseWebSocketFrame(1000, ""));
        try (var ends = Ends.with(seed, fault);
                var client = ends.connect();
                var server = ends.accept()) {
            upgrade(client, server);
            server.getOutputStream().write(encoded(false, all.toArray(WebSocketFrame[]::new)));
            server.shutdownOutput();
            return decoded(Ends.readAll(client).bytes(), false);
        }
    }

    private static void upgrade(Socket client, Socket server) throws IOException {
        client.getOutputStream().write(REQUEST);
        assertThat(Ends.read(server, REQUEST.length)).isEqualTo(REQUEST);
        server.getOutputStream().write(SWITCHING);
        assertThat(Ends.read(client, SWITCHING.length)).isEqualTo(SWITCHING);
    }

    private static List<WebSocketFrame> texts(String... texts) {
        return Arrays.stream(texts).<WebSocketFrame>map(TextWebSocketFrame::new).toList();
    }

    private static byte[] encoded(boolean masked, WebSocketFrame... frames) {
        var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
        encoder.writeOutbound((Object[]) frames);
        var bytes = new ByteArrayOutputStream();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            bytes.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        encoder.finishAndReleaseAll();
        return bytes.toByteArray();
    }

    private static List<String> decoded(byte[] bytes, boolean masked) {
        var decoder = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(masked)
                .allowExtensions(true)
                .maxFramePayloadLength(1 << 20)
                .closeOnProtocolViolation(false)
                .build()));
        decoder.writeInbound(Unpooled.wrappedBuffer(bytes));
        var names = new ArrayList<String>();
        for (WebSocketFrame frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
            names.add(name(frame));
            frame.release();
        }
        decoder.finishAndReleaseAll();
        return names;
    }

    private static String name(WebSocketFrame frame) {
        String text = frame.content().toString(StandardCharsets.UTF_8);
        if (frame instanceof TextWebSocketFrame) {
            return text;
        }
        if (frame instanceof ContinuationWebSocketFrame) {
            return "+" + text + (frame.isFinalFragment() ? "." : "");
        }
        if (frame instanceof BinaryWebSocketFrame) {
            return frame.content().readableBytes() + " bytes";
        }
        return frame instanceof CloseWebSocketFrame ? "close" : "ping";
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
