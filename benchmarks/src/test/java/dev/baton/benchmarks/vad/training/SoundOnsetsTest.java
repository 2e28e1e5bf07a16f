package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoundOnsetsTest {
    private static final int WINDOW = 80;

    /** Hops of square waves, which have the power of their amplitude in every hop. */
    private static short[] hops(int... amplitudes) {
        var samples = new short[amplitudes.length * WINDOW + WINDOW / 2];
        for (int i = 0; i < amplitudes.length * WINDOW; i++) {
            samples[i] = (short) (i % 2 == 0 ? amplitudes[i / WINDOW] : -amplitudes[i / WINDOW]);
        }
        return samples;
    }

    private static int[] hop(int quiet, int from, int to, int amplitude) {
        var amplitudes = new int[100];
        Arrays.fill(amplitudes, quiet);
        Arrays.fill(amplitudes, from, to, amplitude);
        return amplitudes;
    }

    /** Behind the beginning of the stream, which is one too where it is not silent: nothing was before. */
    private static int[] found(short[] samples) {
        boolean[] onsets = SoundOnsets.of(samples, WINDOW);
        assertThat(onsets).hasSize(100);
        return IntStream.range(40, onsets.length).filter(i -> onsets[i]).toArray();
    }

    @Test
    void sound_beginsFor350Ms() {
        // Of 20 hops before, the first two of the sound make no more than 2 * 10 / 20 of its power.
        assertThat(found(hops(hop(30, 50, 100, 1000))))
                .containsExactly(IntStream.range(50, 86).toArray());
    }

    @Test
    void streamThatIsNotSilentAtOnce_beginsWithOne() {
        assertThat(SoundOnsets.of(hops(hop(1000, 0, 100, 1000)), WINDOW)[0]).isTrue();
        assertThat(SoundOnsets.of(hops(hop(0, 0, 100, 0)), WINDOW)[0]).isFalse();
    }

    @Test
    void riseOfLessThan10Db_isNone() {
        assertThat(found(hops(hop(100, 50, 100, 310)))).isEmpty();
        assertThat(found(hops(hop(100, 50, 51, 330)))).hasSize(35);
    }

    @Test
    void roundingOutOfDigitalSilence_isNoSound() {
        assertThat(found(hops(hop(0, 50, 100, 3)))).isEmpty();
        assertThat(found(hops(hop(0, 50, 51, 4)))).hasSize(35);
    }
}
