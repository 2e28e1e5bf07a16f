package dev.baton.benchmarks.vad.training.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SoundsTest {
    private static final int LENGTH = 10 * SoundMaker.RATE_HZ;

    static List<SoundMaker> makers() {
        var makers = new ArrayList<>(AnySound.synthetic().keySet());
        makers.add(new Babble(List.of(tone())));
        makers.add(new RecordedNoise(List.of(tone())));
        return makers;
    }

    private static Tape tone() {
        var samples = new short[8000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (1000 * Math.sin(2 * Math.PI * 440 * i / 8000));
        }
        return new Tape(samples, 1000 / Math.sqrt(2));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void sound_isHeardAndWithinRange(SoundMaker maker) {
        for (int seed = 0; seed < 5; seed++) {
            float[] sound = maker.make(new Dice(seed), LENGTH);

            assertThat(sound).hasSize(LENGTH);
            assertThat(Level.of(sound)).as("seed %d", seed).isBetween(20.0, 20_000.0);
            assertThat(loudest(sound)).as("seed %d", seed).isLessThan(100_000);
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void sound_isRepeatedByItsSeedOnly(SoundMaker maker) {
        float[] sound = maker.make(new Dice(1), LENGTH);

        assertThat(maker.make(new Dice(1), LENGTH)).isEqualTo(sound);
        assertThat(maker.make(new Dice(2), LENGTH)).isNotEqualTo(sound);
    }

    private static float loudest(float[] sound) {
        float loudest = 0;
        for (float sample : sound) {
            // Not a number wins, and fails.
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    /** Shares are relative: recordings and babble have 0.4. */
    @Test
    void madeUpSounds_areSixtyFiveOfAHundredAndFive() {
        double synthetic = AnySound.synthetic().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();

        assertThat(synthetic).isCloseTo(0.65, within(1e-9));
    }

    @Test
    void tape_playsBetweenItsSamples() {
        Tape tone = tone();

        assertThat((double) tone.at(100.5)).isCloseTo(1000 * Math.sin(2 * Math.PI * 440 * 100.5 / 8000), within(5.0));
        assertThat(tone.at(100)).isEqualTo(tone.samples()[100]);
        assertThat(tone.at(8100)).isEqualTo(tone.samples()[100]);
    }

    @Test
    void room_addsThePowerThatWasAsked() {
        var click = new float[8000];
        click[100] = 1000;

        float[] heard = new Room(new Dice(1), 0.4, 0.2, 0.5).apply(click);

        assertThat(heard[100]).isEqualTo(1000);
        double tail = 0;
        for (int i = 101; i < heard.length; i++) {
            tail += heard[i] * heard[i];
        }
        assertThat(heard[99]).isZero();
        assertThat(tail / 1e6).isCloseTo(0.5, within(0.01));
    }

    @Test
    void resonances_areStableAndChangeTheSound() {
        for (int seed = 0; seed < 20; seed++) {
            float[] sound = new ColouredNoise().make(new Dice(1), LENGTH);
            Resonances.apply(new Dice(seed), sound);

            assertThat(Level.of(sound)).as("seed %d", seed).isBetween(50.0, 20_000.0);
        }
    }
}
