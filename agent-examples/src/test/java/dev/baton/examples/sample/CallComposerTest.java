package dev.baton.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallComposerTest {
    private static final CallComposer COMPOSER = CallComposer.create();

    /** The sample and twenty others. */
    static LongStream seeds() {
        return LongStream.rangeClosed(0, 20);
    }

    @Test
    void sameSeed_sameCallSampleBySample() {
        ComposedCall one = COMPOSER.compose(7);
        ComposedCall other = CallComposer.create().compose(7);

        assertThat(other.truth()).isEqualTo(one.truth());
        for (int turn = 0; turn < one.turnSounds().size(); turn++) {
            assertThat(samples(other.turnSounds().get(turn)))
                    .isEqualTo(samples(one.turnSounds().get(turn)));
        }
        for (int noise = 0; noise < one.noiseSounds().size(); noise++) {
            assertThat(samples(other.noiseSounds().get(noise)))
                    .isEqualTo(samples(one.noiseSounds().get(noise)));
        }
    }

    @Test
    void otherSeeds_otherCalls() {
        var texts = new HashSet<String>();
        seeds().mapToObj(COMPOSER::compose)
                .forEach(call -> texts.add(call.truth().turns().get(2).text()));

        assertThat(texts).hasSize(21);
    }

    @Test
    void sample_matchesTheCommittedTruthFile() throws Exception {
        CallTruth truth = COMPOSER.sample().truth();

        try (var json = Recordings.resource("appointment.truth.json")) {
            assertThat(new String(json.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(truth.toJson());
        }
    }

    @Test
    void sample_hasTheTurnsPausesAndNoisesOfAnAppointment() {
        CallTruth truth = COMPOSER.sample().truth();

        assertThat(truth.turns()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(pauses(truth))
                .filteredOn(pause -> pause >= 350 && pause <= 450)
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(turn(truth, "number").pauses())
                .hasSize(2)
                .allSatisfy(pause -> assertThat(pause.durationMs()).isBetween(700, 900));
        assertThat(turn(truth, "number").words()).hasSizeGreaterThanOrEqualTo(7);
        assertThat(truth.turns())
                .filteredOn(turn -> turn.trigger().when() == CallTruth.When.OVER_AGENT)
                .hasSize(1);
        assertThat(truth.noises()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pausesMeasuredByEnergy_equalTheTruth(long seed) {
        ComposedCall call = COMPOSER.compose(seed);
        for (int i = 0; i < call.turnSounds().size(); i++) {
            CallTruth.Turn turn = call.truth().turns().get(i);
            List<int[]> quiet =
                    quietLongerThan(300, call.turnSounds().get(i), call.truth().speechDbfs() - 30);

            assertThat(quiet).as(turn.text()).hasSameSizeAs(turn.pauses());
            for (int pause = 0; pause < quiet.size(); pause++) {
                assertThat(quiet.get(pause)[0])
                        .isCloseTo(turn.pauses().get(pause).startMs(), within(20));
                assertThat(quiet.get(pause)[1])
                        .isCloseTo(turn.pauses().get(pause).endMs(), within(20));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void words_lieInOrderInsideTheirTurn(long seed) {
        for (CallTruth.Turn turn : COMPOSER.compose(seed).truth().turns()) {
            int before = 0;
            for (CallTruth.Word word : turn.words()) {
                assertThat(word.startMs()).isGreaterThanOrEqualTo(before);
                assertThat(word.endMs()).isGreaterThan(word.startMs());
                before = word.endMs();
            }
            assertThat(before).isLessThanOrEqualTo(turn.durationMs());
            assertThat(turn.text())
                    .isEqualTo(String.join(
                            " ", turn.words().stream().map(CallTruth.Word::word).toList()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void speech_isAtTheLevelOfTheTruthAndNeverClips(long seed) {
        ComposedCall call = COMPOSER.compose(seed);
        for (int i = 0; i < call.turnSounds().size(); i++) {
            Sound sound = call.turnSounds().get(i);
            CallTruth.Word first = call.truth().turns().get(i).words().get(0);

            assertThat(peak(sound)).isLessThan(28_000);
            assertThat(dbfs(sound, first.startMs(), first.endMs()))
                    .as(first.word())
                    .isCloseTo(call.truth().speechDbfs(), within(4.0));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void interruption_beginsWithMoreThan300MsOfVoice(long seed) {
        ComposedCall call = COMPOSER.compose(seed);
        for (int i = 0; i < call.turnSounds().size(); i++) {
            if (call.truth().turns().get(i).trigger().when() == CallTruth.When.OVER_AGENT) {
                int onset = call.truth().turns().get(i).firstWordMs();
                assertThat(quietLongerThan(
                                50, call.turnSounds().get(i), call.truth().speechDbfs() - 30))
                        .allSatisfy(quiet -> assertThat(quiet[0]).isGreaterThan(onset + 400));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noises_areHeardAndAreOverBeforeTheTurnThatTheyPrecede(long seed) {
        ComposedCall call = COMPOSER.compose(seed);

        assertThat(call.noiseSounds()).hasSize(2);
        for (int i = 0; i < call.noiseSounds().size(); i++) {
            CallTruth.Noise noise = call.truth().noises().get(i);
            Sound sound = call.noiseSounds().get(i);
            assertThat(sound.durationMs()).isEqualTo(noise.durationMs()).isLessThanOrEqualTo(500);
            assertThat(20 * Math.log10(peak(sound) / 32768.0))
                    .as(noise.kind())
                    .isBetween(call.truth().speechDbfs() - 15, call.truth().speechDbfs() + 6);
            assertThat(noise.delayMs() + noise.durationMs() + 200)
                    .isLessThanOrEqualTo(
                            turn(call.truth(), noise.beforeTurn()).trigger().delayMs());
        }
    }

    @Test
    void clips_areQuietAtBothEnds() {
        Recordings.load().all().forEach((name, clip) -> {
            Sound sound = clip.sound();
            assertThat(Math.abs(sound.at(0))).as(name).isLessThan((short) 33);
            assertThat(Math.abs(sound.at(sound.length() - 1))).as(name).isLessThan((short) 33);
        });
    }

    private static CallTruth.Turn turn(CallTruth truth, String id) {
        return truth.turns().stream()
                .filter(turn -> turn.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> pauses(CallTruth truth) {
        return truth.turns().stream()
                .flatMap(turn -> turn.pauses().stream())
                .map(CallTruth.Pause::durationMs)
                .toList();
    }

    /** Start and end, in ms, of stretches below a level that lie between louder ones. */
    private static List<int[]> quietLongerThan(int leastMs, Sound sound, double dbfs) {
        var quiet = new ArrayList<int[]>();
        int lastLoudEnd = -1;
        for (int at = 0; at + 5 <= sound.durationMs(); at += 5) {
            if (dbfs(sound, at, at + 5) >= dbfs) {
                if (lastLoudEnd >= 0 && at - lastLoudEnd >= leastMs) {
                    quiet.add(new int[] {lastLoudEnd, at});
                }
                lastLoudEnd = at + 5;
            }
        }
        return quiet;
    }

    private static double dbfs(Sound sound, int fromMs, int toMs) {
        double sum = 0;
        for (int i = fromMs * Sound.SAMPLES_PER_MS; i < toMs * Sound.SAMPLES_PER_MS; i++) {
            sum += (double) sound.at(i) * sound.at(i);
        }
        double power = sum / ((toMs - fromMs) * Sound.SAMPLES_PER_MS);
        return 10 * Math.log10(power / (32768.0 * 32768.0) + 1e-12);
    }

    private static int peak(Sound sound) {
        int peak = 0;
        for (int i = 0; i < sound.length(); i++) {
            peak = Math.max(peak, Math.abs(sound.at(i)));
        }
        return peak;
    }

    private static short[] samples(Sound sound) {
        var samples = new short[sound.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound.at(i);
        }
        return samples;
    }
}
