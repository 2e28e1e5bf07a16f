package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vad.LoudnessDetector;
import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGateConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** 16 kHz; speech is what is loud. */
class SpeechSegmenterTest {
    private static final int MILLI = 16;
    private static final int LONGEST_MILLIS = 8_000;

    private final List<SpeechSegmenter.Segment> segments = new ArrayList<>();
    private int begun;
    private int ended;

    private SpeechSegmenter segmenter() {
        var gate = SpeechGateConfig.defaults().withHangover(Duration.ofMillis(500));
        return new SpeechSegmenter(
                new LoudnessDetector(),
                new SpeechGate(gate, 16_000, LoudnessDetector.WINDOW_SAMPLES),
                gate.stopThreshold(),
                300 * MILLI,
                LONGEST_MILLIS * MILLI,
                200 * MILLI,
                new SpeechSegmenter.Listener() {
                    @Override
                    public void speechStarted(long position) {
                        begun++;
                    }

                    @Override
                    public void speechEnded(long position) {
                        ended++;
                    }

                    @Override
                    public void segment(SpeechSegmenter.Segment segment) {
                        segments.add(segment);
                    }
                });
    }

    /** @param millis of quiet, speech, quiet, speech and so on */
    private static short[] talk(int... millis) {
        var samples = new short[Arrays.stream(millis).sum() * MILLI];
        int at = 0;
        for (int i = 0; i < millis.length; i++) {
            int end = at + millis[i] * MILLI;
            Arrays.fill(samples, at, end, i % 2 == 0 ? 0 : LoudnessDetector.LOUD);
            at = end;
        }
        return samples;
    }

    private void hear(short[] samples) {
        var segmenter = segmenter();
        for (int at = 0; at < samples.length; at += 320) {
            segmenter.push(samples, at, Math.min(320, samples.length - at));
        }
        segmenter.cut();
    }

    private long missed(short[] samples) {
        long missed = 0;
        for (int at = 0; at < samples.length; at++) {
            long place = at;
            if (samples[at] != 0 && segments.stream().noneMatch(each -> each.from() <= place && place < each.to())) {
                missed++;
            }
        }
        return missed;
    }

    @Test
    void callerWhoGoesOnRightAfterACutInAPause_isHeard() {
        var samples = talk(1_000, 7_600, 200, 5_200, 1_000);
        hear(samples);

        assertThat(missed(samples)).isZero();
        assertThat(segments).hasSize(2);
    }

    @Test
    void talkOfAnyRhythm_isInSegmentsWholeAndOnce() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new SplittableRandom(seed);
            var millis = new int[41];
            for (int i = 0; i < millis.length; i++) {
                millis[i] = i % 2 == 0 ? random.nextInt(100, 400) : random.nextInt(300, 1_500);
            }
            segments.clear();
            begun = ended = 0;
            var samples = talk(millis);
            hear(samples);

            assertThat(missed(samples)).as("samples missed, seed %s", seed).isZero();
            for (int i = 1; i < segments.size(); i++) {
                assertThat(segments.get(i).from())
                        .as("seed %s", seed)
                        .isGreaterThanOrEqualTo(segments.get(i - 1).to());
            }
            assertThat(segments).as("seed %s", seed).allMatch(each -> each.samples() <= (LONGEST_MILLIS + 20) * MILLI);
            assertThat(ended).as("ends of speech, seed %s", seed).isEqualTo(begun);
        }
    }
}
