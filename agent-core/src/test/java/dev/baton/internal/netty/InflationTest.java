package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** permessage-deflate (RFC 7692) as a service uses it, whose bytes the JDK deflates here. */
@Timeout(30)
class InflationTest {
    private static final int RSV1 = 0x40;
    private static final int MAX_BYTES = 64 * 1024;
    private static final ConnectionOptions ON = ConnectionOptions.builder()
            .compression(true)
            .maxMessageBytes(MAX_BYTES)
            .build();

    private static EventLoops loops;

    @BeforeAll
    static void start() {
        loops = EventLoops.create(1, "baton-test");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @Test
    void offByDefault_offersNothing() throws Exception {
        var request = new CompletableFuture<String>();
        try (var server = RawServer.playing(peer -> request.complete(peer.upgrade()))) {
            connect(server, ConnectionOptions.defaults()).awaitLine("closed");
            assertThat(request.join()).doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @Test
    void agreed_inflatesWhatComesAndSendsAudioAsItIs() throws Exception {
        try (var server = RawServer.playing(peer -> {
            var request = peer.readRequest();
            assertThat(request).containsIgnoringCase("sec-websocket-extensions: permessage-deflate");
            peer.write(agreeing(request));
            var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            peer.write(compressed(deflate(deflater, "{\"transcript\":\"hello\"}".getBytes(StandardCharsets.UTF_8))));
            // With the window of the message before: the second one is a few bytes.
            peer.write(
                    compressed(deflate(deflater, "{\"transcript\":\"hello\"} again".getBytes(StandardCharsets.UTF_8))));
            peer.text("plain");
            var audio = peer.read();
            peer.text("got " + audio.opcode() + ":" + audio.payload().length);
            peer.untilClientEnds();
        })) {
            var heard = connect(server, ON);
            heard.awaitLine("text plain");
            send(heard, 3_200);
            heard.awaitLine("text got 2:3200");
            assertThat(heard.lines)
                    .contains("text {\"transcript\":\"hello\"}", "text {\"transcript\":\"hello\"} again");
            abort(heard);
        }
    }

    @Test
    void declined_worksWithout() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.text("plain");
            peer.untilClientEnds();
        })) {
            var heard = connect(server, ON);
            heard.awaitLine("text plain");
            abort(heard);
        }
    }

    @Test
    void compressedWithoutAgreement_isClosedWith1002() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(compressed(deflate(new Deflater(9, true), new byte[] {'a'})));
            peer.read();
        })) {
            connect(server, ON).awaitLine("closed 1002");
        }
    }

    @Test
    void bombOfFiftyMegabytes_isClosedWith1009() throws Exception {
        var bomb = deflate(new Deflater(9, true), new byte[50 << 20]);
        assertThat(bomb).hasSizeLessThan(MAX_BYTES);
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.write(agreeing(peer.readRequest()));
            peer.write(compressed(bomb));
            code.complete(peer.read().code());
        })) {
            connect(server, ON).awaitLine("closed 1009 message above 65536 bytes");
            assertThat(code.join()).isEqualTo(1009);
        }
    }

    @Test
    void bombInFragments_isClosedWith1009() throws Exception {
        var bomb = deflate(new Deflater(9, true), new byte[200_000]);
        try (var server = RawServer.playing(peer -> {
            peer.write(agreeing(peer.readRequest()));
            int piece = bomb.length / 4;
            for (int i = 0; i < 4; i++) {
                var part = Arrays.copyOfRange(bomb, i * piece, i == 3 ? bomb.length : (i + 1) * piece);
                var frame = Peer.frame(i == 3, i == 0 ? Peer.TEXT : Peer.CONTINUATION, part);
                frame[0] = (byte) (frame[0] | (i == 0 ? RSV1 : 0));
                peer.write(frame);
            }
            peer.read();
        })) {
            connect(server, ON).awaitLine("closed 1009 message above 65536 bytes");
        }
    }

    @Test
    void messageAtTheLimit_arrives() throws Exception {
        var text = new byte[MAX_BYTES];
        Arrays.fill(text, (byte) 'x');
        try (var server = RawServer.playing(peer -> {
            peer.write(agreeing(peer.readRequest()));
            peer.write(compressed(deflate(new Deflater(9, true), text)));
            peer.untilClientEnds();
        })) {
            var heard = connect(server, ON);
            heard.awaitLine("text xxx");
            assertThat(heard.lines.get(1)).hasSize("text ".length() + MAX_BYTES);
            abort(heard);
        }
    }

    @Test
    void bytesThatAreNotDeflate_areClosedWith1007() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.write(agreeing(peer.readRequest()));
            peer.write(compressed(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3}));
            peer.read();
        })) {
            connect(server, ON).awaitLine("closed 1007");
        }
    }

    private static String agreeing(String request) throws Exception {
        return Peer.accepting(request)
                .replaceFirst("\r\n\r\n$", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
    }

    /** RFC 7692, section 7.2.1: flushed to a byte, without the four bytes of the flush. */
    private static byte[] deflate(Deflater deflater, byte[] message) {
        deflater.setInput(message);
        var out = new ByteArrayOutputStream();
        var buffer = new byte[8_192];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        while (length > 0) {
            out.write(buffer, 0, length);
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        }
        return Arrays.copyOf(out.toByteArray(), out.size() - 4);
    }

    private static byte[] compressed(byte[] payload) {
        var frame = Peer.frame(true, Peer.TEXT, payload);
        frame[0] = (byte) (frame[0] | RSV1);
        return frame;
    }

    private static Heard connect(RawServer server, ConnectionOptions options) {
        var heard = new Heard();
        loops.next()
                .submit(() -> heard.connection =
                        new NettySttTransport(loops, loops.next(), options).connect(server.uri("/"), Map.of(), heard))
                .syncUninterruptibly();
        return heard;
    }

    private static void send(Heard heard, int bytes) {
        loops.next()
                .submit(() -> heard.connection.sendBinary(ByteBuffer.allocate(bytes)))
                .syncUninterruptibly();
    }

    private static void abort(Heard heard) {
        loops.next().submit(heard.connection::abort).syncUninterruptibly();
    }
}
