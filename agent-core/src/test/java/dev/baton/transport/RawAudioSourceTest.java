package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RawAudioSourceTest {
    private static final AudioFormat FORMAT = AudioFormat.linear16(8000);
    private static final int TWO_SECONDS = 32_000;

    private final RecordingInput input = new RecordingInput();

    @Test
    void pacedRecording_isHeardInRealTimeWhateverTheStreamsPace() {
        byte[] audio = random(100_000);
        var stream = new CountingStream(audio);
        var source = RawAudioSource.paced(stream, FORMAT);
        source.start(input);
        await().until(() -> stream.given.get() == TWO_SECONDS);
        input.tick();
        input.tick();
        assertThat(input.perTick).containsExactly(320, 320);
        playToTheEnd();
        assertThat(input.bytes.toByteArray()).isEqualTo(audio);
        assertThat(input.ended).isEqualTo(1);
    }

    @Test
    void readerWithoutAListeningCall_stopsAtTwoSeconds() {
        var stream = new CountingStream(random(100_000));
        RawAudioSource.paced(stream, FORMAT).start(input);
        await().until(() -> stream.given.get() == TWO_SECONDS);
        // Full: the next read waits for a tick, which brings room for exactly what it took.
        input.tick();
        await().until(() -> stream.given.get() == TWO_SECONDS + 320);
    }

    @Test
    void liveStream_isHeardAsItArrives() {
        var stream = new CountingStream(random(5000));
        RawAudioSource.live(stream, FORMAT).start(input);
        await().until(() -> stream.given.get() == 5000);
        input.tick();
        assertThat(input.perTick).containsExactly(5000);
        playToTheEnd();
        assertThat(input.ended).isEqualTo(1);
    }

    @Test
    void streamThatBreaks_failsAfterWhatWasHeard() {
        var broken = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given == 500) {
                    throw new IOException("cable cut");
                }
                given++;
                return 7;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                bytes[offset] = (byte) read();
                return 1;
            }
        };
        RawAudioSource.paced(broken, FORMAT).start(input);
        playToTheEnd();
        assertThat(input.bytes.size()).isEqualTo(500);
        assertThat(input.failure).isNotNull().hasMessageContaining("cable cut");
        assertThat(input.failure.code()).isEqualTo(ErrorCode.SOURCE_FAILED);
    }

    @Test
    void streamWithoutAByte_isToldAsEmpty() {
        assertThat(failureOf(new byte[0])).isEqualTo(ErrorCode.FILE_EMPTY);
    }

    @Test
    void wavFileInAStreamOfSamples_isRecognised() {
        byte[] wav = WavBytes.riff().format(1, 1, 8000, 16).data(random(100)).bytes();
        assertThat(failureOf(wav)).isEqualTo(ErrorCode.UNSUPPORTED_ENCODING);
        assertThat(input.bytes.size()).isZero();
    }

    @Test
    void recordingShorterThanAnyHeader_isHeard() {
        RawAudioSource.paced(new ByteArrayInputStream(new byte[] {1, 2, 3}), FORMAT)
                .start(input);
        playToTheEnd();
        assertThat(input.bytes.toByteArray()).containsExactly(1, 2, 3);
        assertThat(input.ended).isEqualTo(1);
    }

    @Test
    void closedSource_endsItsReaderAndSaysNothingMore() {
        var stream = new CountingStream(random(100_000));
        AudioSource source = RawAudioSource.paced(stream, FORMAT);
        source.start(input);
        await().until(() -> stream.given.get() == TWO_SECONDS);
        source.close();
        input.tick();
        assertThat(input.perTick).containsExactly(0);
        assertThat(input.ended).isZero();
        await().until(() -> !stream.reader.isAlive());
    }

    private ErrorCode failureOf(byte[] bytes) {
        RawAudioSource.paced(new ByteArrayInputStream(bytes), FORMAT).start(input);
        playToTheEnd();
        return Objects.requireNonNull(input.failure).code();
    }

    private void playToTheEnd() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            input.tick();
            return input.ended > 0 || input.failure != null;
        });
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Tells how much was taken out of it, and by whom. */
    private static final class CountingStream extends InputStream {
        private final ByteArrayInputStream bytes;
        final AtomicInteger given = new AtomicInteger();
        volatile Thread reader = Thread.currentThread();

        CountingStream(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            reader = Thread.currentThread();
            int count = bytes.read(into, offset, length);
            given.addAndGet(Math.max(count, 0));
            return count;
        }
    }
}
