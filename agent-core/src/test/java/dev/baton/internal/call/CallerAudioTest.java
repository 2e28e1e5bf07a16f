package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioFormat;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
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
                new NoEars(),
                null)) {
            audio.push(ByteBuffer.allocate(2 * lineHz));
        }
        assertThat(recognised[0]).isEqualTo(recogniserHz);
        assertThat(detector.windows * detector.windowSamples()).isEqualTo(detectorHz);
    }

    private static final class Counting implements VoiceActivityDetector {
        private final int rateHz;
        private long windows;

        Counting(int rateHz) {
            this.rateHz = rateHz;
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
            return 0;
        }

        @Override
        public void reset() {}
    }

    private static final class NoEars implements CallerAudio.Ears {
        @Override
        public void speechStarted(long agoNanos) {}

        @Override
        public void speechEnded(long agoNanos) {}

        @Override
        public void speechCutOff(long agoNanos) {}

        @Override
        public void soundBegan() {}

        @Override
        public void noiseIgnored(long lengthNanos) {}

        @Override
        public void detectorFailed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }
}
