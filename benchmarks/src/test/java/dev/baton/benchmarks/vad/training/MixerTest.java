package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.benchmarks.vad.training.sound.Dice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MixerTest {
    private static final int CLIP = Mixer.CLIP_SAMPLES;

    @TempDir
    Path folder;

    private Recordings recordings() throws IOException {
        return Recordings.read(List.of(LabelledFolder.any(folder)));
    }

    @Test
    void labelsOfATrack_lineUpWithItsSpeech() throws IOException {
        var recording = recordings().all().get(0);
        for (int seed = 0; seed < 20; seed++) {
            var track = SpeechTrack.of(recording, new Dice(seed), CLIP);
            int spoken = 0;
            for (int hop = 0; hop < track.speech.length; hop++) {
                spoken += track.speech[hop] ? 1 : 0;
                if (!nearEdge(track.speech, hop, 1)) {
                    double level = level(track.sound, hop);
                    assertThat(level > 100)
                            .as("seed %d, hop %d, level %.1f", seed, hop, level)
                            .isEqualTo(track.speech[hop]);
                }
            }
            assertThat(spoken).isBetween(400, 1400);
        }
    }

    private static boolean nearEdge(boolean[] speech, int hop, int hops) {
        for (int i = Math.max(0, hop - hops); i <= Math.min(speech.length - 1, hop + hops); i++) {
            if (speech[i] != speech[hop]) {
                return true;
            }
        }
        return false;
    }

    private static double level(float[] sound, int hop) {
        double power = 0;
        for (int i = hop * 80; i < hop * 80 + 80; i++) {
            power += sound[i] * sound[i];
        }
        return Math.sqrt(power / 80);
    }

    @Test
    void channel_keepsSoundsInTheirPlace() {
        for (int seed = 0; seed < 40; seed++) {
            var sound = new float[4000];
            for (int i = 2000; i < 2080; i++) {
                sound[i] = (float) (1000 * Math.sin(2 * Math.PI * 1000 * i / 8000));
            }
            float[] heard = Channel.apply(new Dice(seed), sound);
            double moment = 0;
            double power = 0;
            for (int i = 0; i < heard.length; i++) {
                power += heard[i] * heard[i];
                moment += heard[i] * heard[i] * i;
            }
            assertThat(moment / power).as("seed %d", seed).isBetween(2030.0, 2050.0);
        }
    }

    @Test
    void clip_dependsOnSeedAndNumberOnly() throws IOException {
        var recordings = recordings();
        var first = new Mixer(recordings);
        var clips = List.of(first.clip(1, 0), first.clip(1, 1));
        var again = new Mixer(recordings).clip(1, 1);

        assertThat(again.samples()).isEqualTo(clips.get(1).samples());
        assertThat(again.speech()).isEqualTo(clips.get(1).speech());
        assertThat(again.samples()).isNotEqualTo(clips.get(0).samples());
        assertThat(again.samples()).isNotEqualTo(first.clip(2, 1).samples());
    }

    @Test
    void clips_areAudibleAndNearlyAllHaveSpeech() throws IOException {
        var mixer = new Mixer(recordings());
        int spoken = 0;
        for (int number = 0; number < 20; number++) {
            var clip = mixer.clip(7, number);
            assertThat(clip.samples()).hasSize(CLIP);
            assertThat(clip.speech()).hasSize(CLIP / 80);
            assertThat((int) loudest(clip)).as("clip %d", number).isGreaterThan(50);
            spoken += contains(clip.speech()) ? 1 : 0;
        }
        assertThat(spoken).as("clips with speech").isGreaterThan(15);
    }

    private static short loudest(Clip clip) {
        short loudest = 0;
        for (short sample : clip.samples()) {
            loudest = (short) Math.max(loudest, sample);
        }
        return loudest;
    }

    private static boolean contains(boolean[] speech) {
        for (boolean each : speech) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    @Test
    void noCleanSpeech_isMixedFromNoisyRatherThanNone() throws IOException {
        new LabelledFolder(folder).speech("a", 8000, 3, 500, "\"noise\": \"dog\", \"snr_db\": 5");

        var clip = new Mixer(Recordings.read(List.of(folder))).clip(1, 0);

        assertThat(clip.samples()).hasSize(CLIP);
    }
}
