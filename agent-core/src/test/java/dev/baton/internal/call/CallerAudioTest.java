package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioFormat;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallerAudioTest {
    static Stream<Arguments> rates() {
        return rate().flatMap(line -> rate().flatMap(recogniser ->
                Stream.of(8000, 16_000).map(detector -> Arguments.of(line, recogniser, detector))));
    }

    private static Stream<Integer> rate() {
        return AudioFormat.SAMPLE_RATES_HZ.stream().sorted();
    }

    /** 20 ms at 11,025 Hz are 220 samples and then 221. */
    @ParameterizedTest
    @MethodSource("rates")
    void aSecondOfAnyLine_reachesRecogniserAndDetectorWhole(int lineHz, int recogniserHz, int detectorHz) {
        long[] recognised = new long[1];
        var detector = new Counting(detectorHz);
        try (var audio = new CallerAudio(
                AudioFormat.linear16(lineHz),
                recogniserHz,
                (samples, offset, length, positionNanos) -> recognised[0] += length,
                detector,
                SpeechGateConfig.defaults(),
                new Told(),
                null)) {
            audio.push(ByteBuffer.allocate(2 * lineHz));
        }
        assertThat(recognised[0]).isEqualTo(recogniserHz);
        assertThat(detector.windows * detector.windowSamples()).isEqualTo(detectorHz);
    }

    @Test
    void detectorOfTheLinesRate_hearsTheLineItself() {
        var line = ByteBuffer.allocate(2 * 160 * 5).order(ByteOrder.LITTLE_ENDIAN);
        var samples = new short[line.capacity() / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * i);
            line.putShort(samples[i]);
        }
        var detector = new Counting(8000);
        try (var audio = new CallerAudio(
                AudioFormat.linear16(8000),
                16_000,
                (converted, offset, length, positionNanos) -> {},
                detector,
                SpeechGateConfig.defaults(),
                new Told(),
                null)) {
            audio.push(line.flip());
        }
        assertThat(detector.heard.array()).startsWith(samples);
    }

    @Test
    void whatMayBeSpeech_isToldOnceAndThatItWasNone() {
        assertThat(afterWindowsOf(0, 0.1f, 0.1f, 0, 0.7f, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0))
                .containsExactly(
                        "sound", "faded", "sound", "noise of 10 ms", "faded", "sound", "speech for 50 ms", "cut off");
    }

    @Test
    void spikeWithinAHint_doesNotEndTheHint() {
        assertThat(afterWindowsOf(0, 0.1f, 0.7f, 0.1f, 0.1f, 0)).containsExactly("sound", "noise of 10 ms", "faded");
    }

    @Test
    void suspicion_isTakenBackWhenTheAudioStops() {
        assertThat(afterWindowsOf(0, 0.1f)).containsExactly("sound", "faded");
    }

    @Test
    void detectorThatFailsWhileSuspecting_isNotAskedAgain() {
        assertThat(afterWindowsOf(0, 0.1f, Float.NEGATIVE_INFINITY, 1, 1)).containsExactly("sound", "failed", "faded");
    }

    /** What is told, to the point where the audio stops. */
    private static List<String> afterWindowsOf(float... probabilities) {
        var ears = new Told();
        try (var audio = new CallerAudio(
                AudioFormat.linear16(8000),
                8000,
                (samples, offset, length, positionNanos) -> {},
                new Scripted(probabilities),
                SpeechGateConfig.defaults(),
                ears,
                null)) {
            audio.push(ByteBuffer.allocate(2 * 80 * probabilities.length));
            audio.hearAfresh(0);
        }
        return ears.told;
    }

    /** Fails where the script says so with a probability below all others. */
    private static final class Scripted implements VoiceActivityDetector {
        private final float[] probabilities;
        private int next;

        Scripted(float... probabilities) {
            this.probabilities = probabilities;
        }

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public int windowSamples() {
            return 80;
        }

        @Override
        public float speechProbability(short[] pcm, int offset) {
            float probability = probabilities[next++];
            if (probability == Float.NEGATIVE_INFINITY) {
                throw new IllegalStateException("as the script says");
            }
            return probability;
        }

        @Override
        public void reset() {}
    }

    private static final class Counting implements VoiceActivityDetector {
        private final int rateHz;
        private final ShortBuffer heard;
        private long windows;

        /** Hears a second. */
        Counting(int rateHz) {
            this.rateHz = rateHz;
            heard = ShortBuffer.allocate(rateHz);
        }

        @Override
        public int sampleRateHz() {
            return rateHz;
        }

        @Override
        public int windowSamples() {
            return rateHz / 100;
        }

        @Override
        public float speechProbability(short[] pcm, int offset) {
            windows++;
            heard.put(pcm, offset, windowSamples());
            return 0;
        }

        @Override
        public void reset() {}
    }

    private static final class Told implements CallerAudio.Ears {
        private final List<String> told = new ArrayList<>();

        @Override
        public void speechStarted(long agoNanos) {
            told.add("speech for " + agoNanos / 1_000_000 + " ms");
        }

        @Override
        public void speechEnded(long agoNanos) {
            told.add("ended");
        }

        @Override
        public void speechCutOff(long agoNanos) {
            told.add("cut off");
        }

        @Override
        public void soundBegan() {
            told.add("sound");
        }

        @Override
        public void soundFaded() {
            told.add("faded");
        }

        @Override
        public void noiseIgnored(long lengthNanos) {
            told.add("noise of " + lengthNanos / 1_000_000 + " ms");
        }

        @Override
        public void detectorFailed(Throwable cause) {
            told.add("failed");
        }
    }
}
