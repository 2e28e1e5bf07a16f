package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that is gone without a word, and those that only look like it. */
@Timeout(30)
class IdleTimeoutTest {
    private static final ConnectionOptions SHORT =
            ConnectionOptions.builder().idleTimeout(Duration.ofMillis(200)).build();

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
    void serviceGoesSilent_isLostAfterAPingInVain() throws Exception {
        var pinged = new CountDownLatch(1);
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.answerPing();
            assertThat(peer.readAny().opcode()).isEqualTo(Peer.PING);
            pinged.countDown();
            peer.untilClientEnds();
        })) {
            var heard = connect(server, SHORT);
            heard.awaitLine("closed");
            assertThat(heard.lines)
                    .containsExactly("open", "closed 1006 nothing came for 200 ms, not even the answer to a ping");
            assertThat(pinged.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void serviceAnswersPingsOnly_staysConnected() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            for (int i = 0; i < 6; i++) {
                peer.answerPing();
            }
            peer.text("still here");
            peer.untilClientEnds();
        })) {
            var heard = connect(server, SHORT);
            heard.awaitLine("text still here");
            assertThat(heard.lines).containsExactly("open", "text still here");
            abort(heard);
        }
    }

    @Test
    void serviceNeverAnswersPings_isNotCut() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            for (int i = 0; i < 6; i++) { // at the start and each 100 ms
                assertThat(peer.readAny().opcode()).isEqualTo(Peer.PING);
            }
            peer.text("still here");
            peer.untilClientEnds();
        })) {
            var heard = connect(server, SHORT);
            heard.awaitLine("text still here");
            assertThat(heard.lines).containsExactly("open", "text still here");
            abort(heard);
        }
    }

    @Test
    void switchedOff_sendsNoPing() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.text("first frame " + peer.readAny().opcode());
            peer.untilClientEnds();
        })) {
            var heard = connect(
                    server,
                    ConnectionOptions.builder().idleTimeout(Duration.ZERO).build());
            heard.awaitLine("open");
            loops.next().submit(() -> heard.connection.sendText("hello")).syncUninterruptibly();
            heard.awaitLine("text first frame " + Peer.TEXT);
            abort(heard);
        }
    }

    private static Heard connect(RawServer server, ConnectionOptions options) {
        var heard = new Heard();
        loops.next()
                .submit(() -> heard.connection =
                        new NettySttTransport(loops, loops.next(), options).connect(server.uri("/"), Map.of(), heard))
                .syncUninterruptibly();
        return heard;
    }

    private static void abort(Heard heard) {
        loops.next().submit(heard.connection::abort).syncUninterruptibly();
    }
}
