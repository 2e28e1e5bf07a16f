package dev.baton.testkit.proxy;

import static dev.baton.testkit.proxy.Direction.TO_CLIENT;
import static dev.baton.testkit.proxy.Direction.TO_SERVER;
import static dev.baton.testkit.proxy.Ends.End.IN_ORDER;
import static dev.baton.testkit.proxy.Ends.End.RESET;
import static dev.baton.testkit.proxy.Ends.bytes;
import static dev.baton.testkit.proxy.Ends.read;
import static dev.baton.testkit.proxy.Ends.readAll;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTest {
    @Test
    void noFault_passesEveryByteAndEachEnd() throws IOException {
        try (var ends = Ends.with();
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(100_000));
            client.shutdownOutput();
            assertThat(readAll(server))
                    .usingRecursiveComparison()
                    .isEqualTo(new Ends.Received(bytes(100_000), IN_ORDER));

            // the other direction is open still
            server.getOutputStream().write(bytes(20_000));
            server.shutdownOutput();
            assertThat(readAll(client))
                    .usingRecursiveComparison()
                    .isEqualTo(new Ends.Received(bytes(20_000), IN_ORDER));

            awaitNothingOpen(ends);
            var stats = ends.proxy.stats();
            assertThat(stats.connections()).isEqualTo(1);
            assertThat(stats.bytesToServer()).isEqualTo(100_000);
            assertThat(stats.bytesToClient()).isEqualTo(20_000);
            assertThat(stats.faults()).isEmpty();
        }
    }

    @Test
    void peerResets_otherSideIsReset() throws IOException {
        try (var ends = Ends.with();
                var client = ends.connect()) {
            var server = ends.accept();
            server.setSoLinger(true, 0);
            server.close();
            assertThat(readAll(client).end()).isEqualTo(RESET);
            awaitNothingOpen(ends);
        }
    }

    @Test
    void serviceThatIsNotThere_resetsTheClient() throws IOException {
        int nobody;
        try (var ends = Ends.with()) {
            nobody = ends.proxy.port();
        }
        try (var proxy = FaultProxy.to("127.0.0.1", nobody).start();
                var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            client.setSoTimeout(Ends.LIMIT_MILLIS);
            assertThat(readAll(client).end()).isEqualTo(RESET);
            assertThat(proxy.stats().unreachable()).isEqualTo(1);
        }
    }

    @Test
    void cutAfterBytes_letsExactlySoManyThroughAndResetsBothSides() throws IOException {
        try (var ends = Ends.with(Fault.cut().afterBytes(1000).only(TO_CLIENT));
                var client = ends.connect();
                var server = ends.accept()) {
            server.getOutputStream().write(bytes(2500));

            assertThat(readAll(client).end()).isEqualTo(RESET);
            assertThat(readAll(server).end()).isEqualTo(RESET);
            assertThat(ends.proxy.stats().bytesToClient()).isEqualTo(1000);
            assertThat(ends.proxy.stats().faults("cut")).isEqualTo(1);
            awaitNothingOpen(ends);
        }
    }

    @Test
    void cutAfterTime_cutsAnIdleConnection() throws IOException {
        try (var ends = Ends.with(Fault.cut().after(ofMillis(30)));
                var client = ends.connect()) {
            assertThat(readAll(client).end()).isEqualTo(RESET);
        }
    }

    @Test
    void cutFromTheBeginning_resetsWhatIsAccepted() throws IOException {
        try (var ends = Ends.with(Fault.cut().onConnection(1));
                var client = ends.connect()) {
            assertThat(readAll(client).end()).isEqualTo(RESET);
            assertThat(ends.isReached()).isFalse();
        }
    }

    @Test
    void orderlyCutAfterBytes_deliversThemAndEndsBothSides() throws IOException {
        try (var ends = Ends.with(Fault.cutOrderly().afterBytes(1000).only(TO_SERVER));
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(2500));

            assertThat(readAll(server)).usingRecursiveComparison().isEqualTo(new Ends.Received(bytes(1000), IN_ORDER));
            assertThat(readAll(client).end()).isEqualTo(IN_ORDER);
            client.shutdownOutput();
            server.shutdownOutput();
            awaitNothingOpen(ends);
        }
    }

    @Test
    void halfClose_endsOneDirectionAndLeavesTheOther() throws IOException {
        try (var ends = Ends.with(Fault.halfClose(TO_CLIENT).afterBytes(10));
                var client = ends.connect();
                var server = ends.accept()) {
            server.getOutputStream().write(bytes(50));
            assertThat(readAll(client)).usingRecursiveComparison().isEqualTo(new Ends.Received(bytes(10), IN_ORDER));

            server.getOutputStream().write(bytes(50)); // nobody hears it, and nobody minds
            client.getOutputStream().write(bytes(70));
            assertThat(read(server, 70)).isEqualTo(bytes(70));
        }
    }

    @Test
    void halfCloseFromTheBeginning_isAnEndWithoutAByte() throws IOException {
        try (var ends = Ends.with(Fault.halfClose(TO_SERVER));
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(10));
            assertThat(readAll(server)).usingRecursiveComparison().isEqualTo(new Ends.Received(new byte[0], IN_ORDER));
            server.getOutputStream().write(bytes(20));
            assertThat(read(client, 20)).isEqualTo(bytes(20));
        }
    }

    @Test
    void stall_pressesBackOnTheSenderAndKeepsAllForLater() throws IOException {
        int most = 32 << 20;
        try (var ends = Ends.with(Fault.stall().only(TO_SERVER));
                var client =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), ends.proxy.port()));
                var server = ends.accept()) {
            client.configureBlocking(false);
            int taken = writeUntilFull(client, most);
            assertThat(taken).isPositive().isLessThan(most);
            assertThat(ends.proxy.stats().bytesToServer()).isZero();

            server.getOutputStream().write(bytes(30)); // the other direction is free
            assertThat(readAvailable(client, 30)).isEqualTo(bytes(30));

            ends.proxy.resume();
            client.shutdownOutput();
            assertThat(readAll(server).bytes()).isEqualTo(bytes(taken));
        }
    }

    @Test
    void swallow_readsEverythingAndForwardsNothing_notEvenTheEnd() throws IOException {
        try (var ends = Ends.with(Fault.swallow().only(TO_SERVER).afterBytes(5));
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(4 << 20)); // would block for ever if nobody read
            client.shutdownOutput();
            assertThat(read(server, 5)).isEqualTo(bytes(5));
            server.getOutputStream().write(bytes(30));
            assertThat(read(client, 30)).isEqualTo(bytes(30));
            assertThat(ends.proxy.stats().bytesToServer()).isEqualTo(5);

            ends.proxy.resume();
            assertThat(readAll(server).end()).isEqualTo(IN_ORDER);
        }
    }

    @Test
    void faultThatLasts_endsByItself() throws IOException {
        try (var ends = Ends.with(Fault.stall().lasting(ofMillis(50)));
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(10));
            assertThat(read(server, 10)).isEqualTo(bytes(10));
            assertThat(ends.proxy.stats().faults("stall")).isEqualTo(2); // one in each direction
        }
    }

    @Test
    void slowReader_neverMakesTheProxyKeepMoreThanItsBuffers() throws IOException {
        int most = 32 << 20;
        try (var ends = Ends.with();
                var client =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), ends.proxy.port()));
                var server = ends.accept()) {
            client.configureBlocking(false);
            int taken = writeUntilFull(client, most);
            assertThat(taken).isLessThan(most);
            client.shutdownOutput();
            assertThat(readAll(server).bytes()).isEqualTo(bytes(taken));
        }
    }

    @Test
    void throttle_holdsTheRate() throws IOException {
        try (var ends = Ends.with(Fault.throttle(20_000).only(TO_CLIENT));
                var client = ends.connect();
                var server = ends.accept()) {
            long began = System.nanoTime();
            server.getOutputStream().write(bytes(6_000));
            assertThat(read(client, 6_000)).isEqualTo(bytes(6_000));

            // 300 ms, less the two steps of 20 ms that may come at once
            assertThat(System.nanoTime() - began).isGreaterThan(ofMillis(255).toNanos());
        }
    }

    @Test
    void singleBytes_leaveOneByOne() throws IOException {
        try (var ends = Ends.with(Fault.singleBytes().only(TO_CLIENT));
                var client = ends.connect();
                var server = ends.accept()) {
            server.getOutputStream().write(bytes(3_000));
            client.getOutputStream().write(bytes(3_000));
            assertThat(read(client, 3_000)).isEqualTo(bytes(3_000));
            assertThat(read(server, 3_000)).isEqualTo(bytes(3_000));

            assertThat(ends.proxy.stats().writesToClient()).isEqualTo(3_000);
            assertThat(ends.proxy.stats().writesToServer()).isLessThan(100);
        }
    }

    @Test
    void delay_holdsEverythingUpInOrder() throws IOException {
        try (var ends = Ends.with(Fault.delay(ofMillis(60), ofMillis(40)).only(TO_SERVER));
                var client = ends.connect();
                var server = ends.accept()) {
            long began = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                client.getOutputStream().write(Arrays.copyOfRange(bytes(1000), i * 50, i * 50 + 50));
            }
            client.shutdownOutput();
            assertThat(read(server, 50)).hasSize(50);
            assertThat(System.nanoTime() - began)
                    .isGreaterThanOrEqualTo(ofMillis(60).toNanos());
            assertThat(readAll(server).bytes()).isEqualTo(Arrays.copyOfRange(bytes(1000), 50, 1000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 20_000})
    void corruption_dependsOnTheSeedAlone(int chunkBytes) throws IOException {
        byte[] once = corrupted(42, 20_000);
        assertThat(corrupted(42, chunkBytes)).isEqualTo(once);
        assertThat(corrupted(43, chunkBytes)).isNotEqualTo(once);
        // 20,000 bytes, one in a hundred: 200, give or take five deviations of 14
        assertThat(differences(once, bytes(20_000))).isBetween(130, 270);
    }

    private static byte[] corrupted(long seed, int chunkBytes) throws IOException {
        try (var ends = Ends.with(seed, Fault.corrupt(100).only(TO_CLIENT));
                var client = ends.connect();
                var server = ends.accept()) {
            byte[] all = bytes(20_000);
            for (int at = 0; at < all.length; at += chunkBytes) {
                server.getOutputStream().write(all, at, Math.min(chunkBytes, all.length - at));
            }
            return read(client, all.length);
        }
    }

    private static int differences(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += one[i] == other[i] ? 0 : 1;
        }
        return count;
    }

    @Test
    void corruptionWithALimit_stopsThere() throws IOException {
        try (var ends = Ends.with(Fault.corrupt(1).times(3).only(TO_CLIENT).afterBytes(10));
                var client = ends.connect();
                var server = ends.accept()) {
            server.getOutputStream().write(bytes(100));
            byte[] got = read(client, 100);
            assertThat(Arrays.copyOf(got, 10)).isEqualTo(bytes(10));
            assertThat(differences(got, bytes(100))).isEqualTo(3);
            assertThat(ends.proxy.stats().faults("corrupt")).isEqualTo(3);
        }
    }

    @Test
    void nextConnections_getWhatWasSaidInOrder() throws IOException {
        try (var ends = Ends.with(Fault.cut())) {
            ends.proxy.next();
            ends.proxy.next(Fault.cutOrderly());
            try (var first = ends.connect();
                    var server = ends.accept()) {
                first.getOutputStream().write(bytes(10));
                assertThat(read(server, 10)).isEqualTo(bytes(10));
            }
            try (var second = ends.connect();
                    var third = ends.connect()) {
                assertThat(readAll(second).end()).isEqualTo(IN_ORDER);
                assertThat(readAll(third).end()).isEqualTo(RESET);
            }
        }
    }

    @Test
    void cutAll_resetsWhatIsThereAndLeavesWhatComes() throws IOException {
        try (var ends = Ends.with();
                var one = ends.connect();
                var two = ends.connect();
                var first = ends.accept();
                var second = ends.accept()) {
            ends.proxy.cutAll();
            assertThat(ends.proxy.stats().open()).isZero();
            assertThat(readAll(one).end()).isEqualTo(RESET);
            assertThat(readAll(two).end()).isEqualTo(RESET);
            assertThat(readAll(first).end()).isEqualTo(RESET);
            assertThat(readAll(second).end()).isEqualTo(RESET);

            try (var three = ends.connect();
                    var third = ends.accept()) {
                three.getOutputStream().write(bytes(10));
                assertThat(read(third, 10)).isEqualTo(bytes(10));
            }
        }
    }

    @Test
    void stallWhileItLives_holdsBackUntilResumed() throws IOException {
        try (var ends = Ends.with();
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(10));
            assertThat(read(server, 10)).isEqualTo(bytes(10));

            ends.proxy.stall(TO_SERVER);
            client.getOutputStream().write(bytes(10));
            server.getOutputStream().write(bytes(10));
            assertThat(read(client, 10)).isEqualTo(bytes(10));
            assertThat(ends.proxy.stats().bytesToServer()).isEqualTo(10);

            ends.proxy.resume();
            assertThat(read(server, 10)).isEqualTo(bytes(10));
        }
    }

    @Test
    void endDuringAStall_arrivesAfterIt() throws IOException {
        try (var ends = Ends.with(Fault.stall());
                var client = ends.connect();
                var server = ends.accept()) {
            client.getOutputStream().write(bytes(10));
            client.shutdownOutput();
            await().until(() -> ends.proxy.stats().faults("stall") == 2);
            ends.proxy.resume();
            assertThat(readAll(server)).usingRecursiveComparison().isEqualTo(new Ends.Received(bytes(10), IN_ORDER));
            server.getOutputStream().write(bytes(10));
            assertThat(read(client, 10)).isEqualTo(bytes(10));
        }
    }

    @Test
    void stalledConnectionThatBothSidesLeave_isGoneWhenResumed() throws IOException {
        try (var ends = Ends.with(Fault.stall());
                var client = ends.connect();
                var server = ends.accept()) {
            client.shutdownOutput();
            server.shutdownOutput();
            await().until(() -> ends.proxy.stats().faults("stall") == 2);
            ends.proxy.resume(); // before, it reads nothing and cannot know
            awaitNothingOpen(ends);
        }
    }

    @Test
    void closedDoor_isRefusedByTheSystemUntilItOpensAgain() throws IOException {
        try (var ends = Ends.with();
                var before = ends.connect();
                var server = ends.accept()) {
            ends.proxy.refuseConnections();
            assertThatThrownBy(ends::connect).isInstanceOf(ConnectException.class);
            before.getOutputStream().write(bytes(10));
            assertThat(read(server, 10)).isEqualTo(bytes(10));

            ends.proxy.acceptConnections();
            try (var after = ends.connect();
                    var accepted = ends.accept()) {
                assertThat(after.isConnected() && accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void addresses_pointAtTheProxy() throws IOException {
        try (var ends = Ends.with()) {
            int port = ends.proxy.port();
            assertThat(ends.proxy.uri("/v1/listen?model=nova-3"))
                    .isEqualTo(URI.create("ws://127.0.0.1:" + port + "/v1/listen?model=nova-3"));
            assertThat(ends.proxy.uri(URI.create("wss://api.example.com/v1/listen?a=%20b")))
                    .isEqualTo(URI.create("wss://127.0.0.1:" + port + "/v1/listen?a=%20b"));
        }
    }

    @Test
    void portThatIsTaken_isTold() throws IOException {
        try (var ends = Ends.with()) {
            assertThatThrownBy(() -> FaultProxy.to("127.0.0.1", 9)
                            .port(ends.proxy.port())
                            .start())
                    .isInstanceOf(BatonException.class)
                    .hasMessageContaining(":" + ends.proxy.port());
        }
    }

    @Test
    void faultThatCannotBe_isRefusedAtOnce() throws IOException {
        assertThatThrownBy(() -> Fault.cut().lasting(ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.silence().afterBytes(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.dropMessages(1).afterBytes(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.stall().times(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.stall().lasting(ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.throttle(0)).isInstanceOf(IllegalArgumentException.class);
        try (var ends = Ends.with()) {
            assertThatThrownBy(() -> ends.proxy.apply(Fault.silence())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Writes numbered bytes until nobody takes more. */
    private static int writeUntilFull(SocketChannel client, int most) {
        var all = ByteBuffer.wrap(bytes(most));
        int[] refusals = {0};
        await().pollInterval(ofMillis(2)).atMost(ofSeconds(30)).until(() -> {
            int count = client.write(all);
            refusals[0] = count == 0 ? refusals[0] + 1 : 0;
            return refusals[0] == 50 || !all.hasRemaining();
        });
        return all.position();
    }

    private static byte[] readAvailable(SocketChannel client, int count) {
        var got = ByteBuffer.allocate(count);
        await().until(() -> {
            client.read(got);
            return !got.hasRemaining();
        });
        return got.array();
    }

    private static void awaitNothingOpen(Ends ends) {
        await().until(() -> ends.proxy.stats().open() == 0);
    }
}
