package dev.baton.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket's thread delivers while the call's loop is about to listen. */
@Timeout(60)
class LineSourceTest {
    private static final int ROUNDS = 300;
    private static final int PIECES = 200;

    @Test
    void mediaOfAnotherThreadWhileTheCallBegins_areAllHeardInOrder() throws Exception {
        var expected = IntStream.range(0, PIECES).mapToObj(String::valueOf).collect(Collectors.toList());
        expected.add("ended");
        for (int round = 0; round < ROUNDS; round++) {
            var source = new LineSource(AudioFormat.linear16(8000));
            var ear = new Ear();
            int startsAt = round % PIECES;
            var reached = new CountDownLatch(1);
            var socket = CompletableFuture.runAsync(() -> {
                var bytes = ByteBuffer.allocate(4); // one buffer for all, as sockets have
                for (int i = 0; i < PIECES; i++) {
                    if (i == startsAt) {
                        reached.countDown();
                    }
                    source.audio(bytes.clear().putInt(i).flip());
                }
                source.ended();
            });
            assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
            source.start(ear);
            socket.get(10, TimeUnit.SECONDS);

            assertThat(ear.heard).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void pieceThatComesWhileEarlierOnesAreHandedOver_waitsForThem() throws Exception {
        var source = new LineSource(AudioFormat.linear16(8000));
        var socket =
                new Thread(() -> source.audio(ByteBuffer.allocate(4).putInt(2).flip()));
        var ear = new Ear() {
            @Override
            public void audio(ByteBuffer bytes) {
                if (socket.getState() == Thread.State.NEW) {
                    socket.start();
                    await().until(() -> socket.getState() == Thread.State.BLOCKED || !socket.isAlive());
                }
                super.audio(bytes);
            }
        };
        source.audio(ByteBuffer.allocate(4).putInt(0).flip());
        source.audio(ByteBuffer.allocate(4).putInt(1).flip());
        source.start(ear);
        socket.join();

        assertThat(ear.heard).containsExactly("0", "1", "2");
    }

    @Test
    void endBeforeTheCallListens_isToldWhenItDoes() {
        var source = new LineSource(AudioFormat.linear16(8000));
        var ear = new Ear();
        source.audio(ByteBuffer.allocate(4));
        source.ended();
        source.start(ear);

        assertThat(ear.heard).containsExactly("0", "ended");
    }

    private static class Ear implements AudioSource.Input {
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void audio(ByteBuffer bytes) {
            heard.add(String.valueOf(bytes.getInt()));
        }

        @Override
        public void ended() {
            heard.add("ended");
        }

        @Override
        public void failed(BatonException reason) {
            heard.add("failed");
        }

        @Override
        public void onTick(Runnable tick) {
            throw new AssertionError("a line is not paced by the call");
        }
    }
}
