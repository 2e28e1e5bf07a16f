package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FarEndTest {
    private static final int RATE = 8000;
    private static final int TICK = 160;

    private final Recording recording = new Recording();
    private final FarEnd farEnd = new FarEnd(RATE, recording);

    private static short[] sound(int samples) {
        var sound = new short[samples];
        Arrays.fill(sound, (short) 1000);
        return sound;
    }

    private void ticks(int times) {
        for (int i = 0; i < times; i++) {
            farEnd.tick();
        }
    }

    @Test
    void audio_isPlayedFromTheTickAfterItCame() {
        ticks(2);
        farEnd.audio(sound(240));
        ticks(3);
        short[] heard = recording.samples();
        assertThat(heard).hasSize(5 * TICK);
        assertThat(Arrays.copyOfRange(heard, 320, 560)).containsOnly(1000);
        assertThat(Arrays.copyOfRange(heard, 0, 320)).containsOnly(0);
        assertThat(Arrays.copyOfRange(heard, 560, 800)).containsOnly(0);
        assertThat(farEnd.firstSoundMillis()).isEqualTo(40);
        assertThat(farEnd.soundEndMillis()).isEqualTo(70);
        assertThat(farEnd.playedMillis()).isEqualTo(30);
    }

    @Test
    void mark_comesBackWhenTheAudioBeforeItHasBeenPlayed() {
        farEnd.audio(sound(2 * TICK));
        assertThat(farEnd.mark("a")).isFalse();
        farEnd.audio(sound(TICK));
        assertThat(farEnd.mark("b")).isFalse();
        assertThat(farEnd.tick()).isEmpty();
        assertThat(farEnd.tick()).isEmpty();
        assertThat(farEnd.tick()).containsExactly("a");
        assertThat(farEnd.isIdle()).isFalse();
        assertThat(farEnd.tick()).containsExactly("b");
        assertThat(farEnd.isIdle()).isTrue();
    }

    @Test
    void markInsideATick_waitsForItsEnd() {
        farEnd.audio(sound(10));
        farEnd.tick();
        assertThat(farEnd.mark("a")).isFalse();
        assertThat(farEnd.tick()).containsExactly("a");
    }

    @Test
    void markWhenNothingIsQueued_comesBackAtOnce() {
        assertThat(farEnd.mark("a")).isTrue();
        farEnd.audio(sound(TICK));
        ticks(2);
        assertThat(farEnd.mark("b")).isTrue();
    }

    @Test
    void clear_emptiesTheBufferAndHandsOutPendingMarks() {
        farEnd.audio(sound(10 * TICK));
        farEnd.mark("a");
        farEnd.mark("b");
        ticks(3);
        assertThat(farEnd.clear()).containsExactly("a", "b");
        ticks(3);
        assertThat(farEnd.playedMillis()).isEqualTo(60);
        assertThat(farEnd.clears()).containsExactly(new FarEnd.Clear(3 * TICK, 7 * TICK));
        assertThat(farEnd.mark("c")).isTrue();
        farEnd.audio(sound(TICK));
        farEnd.mark("d");
        assertThat(farEnd.tick()).isEmpty();
        assertThat(farEnd.tick()).containsExactly("d");
    }

    @Test
    void bufferRunsDryInMidSpeech_isAnUnderrun() {
        farEnd.audio(sound(TICK + 100));
        ticks(3);
        farEnd.audio(sound(TICK));
        ticks(1);
        assertThat(farEnd.gaps()).containsExactly(new FarEnd.Gap(TICK + 100, TICK + 60));
        assertThat(farEnd.underruns()).isEqualTo(1);
    }

    @Test
    void pauseBetweenReplies_isNoUnderrun() {
        farEnd.audio(sound(TICK));
        ticks(1 + 15);
        farEnd.audio(sound(TICK));
        ticks(1);
        assertThat(farEnd.gaps()).hasSize(1);
        assertThat(farEnd.underruns()).isZero();
    }

    @Test
    void silenceAfterAClear_isNoUnderrun() {
        farEnd.audio(sound(2 * TICK));
        ticks(1);
        farEnd.clear();
        ticks(2);
        farEnd.audio(sound(TICK));
        ticks(1);
        assertThat(farEnd.gaps()).isEmpty();
    }

    @Test
    void highestFill_isWhatWaitedAtMost() {
        farEnd.audio(sound(10 * TICK));
        ticks(4);
        farEnd.audio(sound(2 * TICK));
        assertThat(farEnd.highestFillMillis()).isEqualTo(200);
    }

    @Test
    void jitterBuffer_holdsAudioBackOnlyWhenItWasEmpty() {
        var behind = new FarEnd(RATE, 3, recording);
        behind.audio(sound(TICK));
        for (int i = 0; i < 3; i++) {
            behind.tick();
            behind.audio(sound(TICK));
        }
        behind.tick();
        assertThat(behind.firstSoundMillis()).isEqualTo(60);
        for (int i = 0; i < 4; i++) {
            behind.tick();
        }
        assertThat(behind.gaps()).isEmpty();
        assertThat(behind.playedMillis()).isEqualTo(80);
    }

    @Test
    void pause_holdsAudioAndMarks() {
        farEnd.audio(sound(2 * TICK));
        farEnd.mark("a");
        farEnd.tick();
        farEnd.pause(true);
        ticks(5);
        assertThat(farEnd.playedMillis()).isEqualTo(20);
        farEnd.pause(false);
        farEnd.tick();
        assertThat(farEnd.tick()).containsExactly("a");
        assertThat(farEnd.gaps()).isEmpty();
    }
}
