package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final int HEADER_BYTES = 44;

    private final List<BatonException> complaints = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private static short[] steady(int value, int length) {
        var samples = new short[length];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    /** Sample number {@code at} of the left (0) or right (1) side. */
    private static int sample(byte[] wav, int side, int at) {
        return ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getShort(HEADER_BYTES + 4 * at + 2 * side);
    }

    @Test
    void bothSides_standAtTheirTimesAndWhatWasClearedIsSilent() throws Exception {
        var recording = Recording.into(folder.resolve("a/b/call.wav"), complaints::add);
        recording.start(8_000, 8_000);
        for (int i = 0; i < 50; i++) {
            recording.caller(steady(1000, 160), 0, 160, i * 160L);
        }
        for (int i = 10; i < 40; i++) {
            recording.agent(steady(-2000, 160), 0, 160, i * 160L);
        }
        recording.agentCleared(30 * 160);
        recording.end();
        recording.close();

        byte[] wav = Files.readAllBytes(recording.file());
        assertThat(complaints).isEmpty();
        assertThat(recording.failed()).isFalse();
        assertThat(wav).hasSize(HEADER_BYTES + 4 * 50 * 160);
        assertThat(sample(wav, 0, 0)).isEqualTo(1000);
        assertThat(sample(wav, 1, 10 * 160 - 1)).isZero();
        assertThat(sample(wav, 1, 10 * 160)).isEqualTo(-2000);
        assertThat(sample(wav, 1, 30 * 160 - 1)).isEqualTo(-2000);
        assertThat(sample(wav, 1, 30 * 160)).isZero();
        assertThat(sample(wav, 0, 50 * 160 - 1)).isEqualTo(1000);
    }

    @Test
    void agentAtAnotherRate_standsAtTheSameTime() throws Exception {
        var recording = Recording.into(folder.resolve("call.wav"), complaints::add);
        recording.start(8_000, 16_000);
        for (int i = 0; i < 50; i++) {
            recording.caller(steady(0, 160), 0, 160, i * 160L);
            if (i >= 25) {
                recording.agent(steady(3000, 320), 0, 320, i * 320L);
            }
        }
        recording.close();

        byte[] wav = Files.readAllBytes(recording.file());
        assertThat(sample(wav, 1, 25 * 160 - 80)).isZero();
        assertThat(sample(wav, 1, 26 * 160)).isBetween(2900, 3100);
    }

    @Test
    void diskIsFull_isToldOnceAndAudioIsStillTaken() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        var recording = Recording.into(full, complaints::add);
        recording.start(8_000, 8_000);
        for (int i = 0; i < 500; i++) {
            recording.caller(steady(1, 160), 0, 160, i * 160L);
        }
        recording.close();

        assertThat(complaints)
                .singleElement()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(ErrorCode.RECORDING_FAILED));
        assertThat(recording.failed()).isTrue();
    }
}
