package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ByteRingTest {
    private final ByteRing ring = new ByteRing(10);

    @Test
    void bytes_comeOutInOrderAcrossTheEnd() throws IOException {
        assertThat(ring.write(new byte[] {1, 2, 3, 4, 5, 6, 7}, 0, 7)).isTrue();
        assertThat(take(5)).containsExactly(1, 2, 3, 4, 5);
        assertThat(ring.write(new byte[] {0, 8, 9, 10, 11, 12, 0}, 1, 5)).isTrue();
        assertThat(take(10)).containsExactly(6, 7, 8, 9, 10);
        assertThat(take(10)).containsExactly(11, 12);
        var stream = new ByteArrayInputStream(new byte[] {20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30});
        assertThat(ring.readFrom(stream)).isEqualTo(8);
        assertThat(ring.readFrom(stream)).isEqualTo(2);
        assertThat(ring.free()).isZero();
    }

    @Test
    void whatDoesNotFit_isNotWrittenAtAll() {
        assertThat(ring.write(new byte[11], 0, 11)).isFalse();
        assertThat(ring.write(new byte[10], 0, 10)).isTrue();
        assertThat(ring.write(new byte[1], 0, 1)).isFalse();
        assertThat(ring.available()).isEqualTo(10);
    }

    @Test
    @Timeout(60)
    void twoThreads_loseAndMixNothing() throws Exception {
        byte[] sent = new byte[20_000];
        new Random(1).nextBytes(sent);
        var received = new ByteArrayOutputStream();
        var reader = CompletableFuture.runAsync(() -> {
            var random = new Random(2);
            while (received.size() < sent.length) {
                received.writeBytes(take(1 + random.nextInt(10)));
                Thread.onSpinWait();
            }
        });
        var stream = new ByteArrayInputStream(sent);
        while (!reader.isDone() && stream.available() > 0) {
            if (ring.free() > 0) {
                ring.readFrom(stream);
            } else {
                Thread.onSpinWait();
            }
        }
        reader.get();
        assertThat(received.toByteArray()).isEqualTo(sent);
    }

    private byte[] take(int most) {
        var view = ring.view(most);
        var bytes = new byte[view.remaining()];
        view.get(bytes);
        ring.release(bytes.length);
        return bytes;
    }
}
