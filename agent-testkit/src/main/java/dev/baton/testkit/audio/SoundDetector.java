package dev.baton.testkit.audio;

import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.time.Duration;
import java.util.Objects;

/**
 * Hears any sound that stands out of its background, voices and {@linkplain WordTones tones} alike, where a detector of speech rightly does not hear tones: an agent that shall hear a {@link SyntheticCaller} takes
 * {@code VoiceAgent.builder().voiceActivityDetector(SoundDetector.provider()).speechGate(SoundDetector.gate())}.
 *
 * <p>A logistic function of the signal-to-noise ratio in dB, over a floor by minimum statistics (see {@link NoiseFloor} for the source). A window must also come near the loudness of the speech before it: on a quiet line the echo of
 * a room and the breath after a word stand far above the floor, and would let every word end late.
 *
 * <p>Windows of 10 ms at 8 or 16 kHz, no look-ahead, no smoothing of the result, so that a sound begins and ends in the window in which it does.
 */
public final class SoundDetector implements VoiceActivityDetector {
    private static final double CUTOFF_HZ = 80;
    private static final double FULL_SCALE_POWER = 32768.0 * 32768.0;
    /** Keeps the logarithm finite: -90 dBFS, below one step of 16 bits. */
    private static final double LEAST_POWER = 1e-9;

    /** Level above the floor at which speech is as likely as not. */
    private static final double MIDDLE_DB = 8;

    private static final double SLOPE_DB = 3;

    /** The softest sounds of speech lie about 30 dB below its vowels. */
    private static final double BELOW_PEAK_DB = 32;

    private static final double FIRST_PEAK_DBFS = -30;
    private static final double PEAK_ATTACK = 0.3;
    /** A softer speaker, or the same one further off, is heard in full after a few seconds. */
    private static final double PEAK_FALL_DB_PER_WINDOW = 0.03;

    private static final VoiceActivityDetectorProvider PROVIDER = new VoiceActivityDetectorProvider() {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public boolean supports(int sampleRateHz) {
            return SoundDetector.supports(sampleRateHz);
        }

        @Override
        public VoiceActivityDetector create(int sampleRateHz) {
            return new SoundDetector(sampleRateHz);
        }
    };

    /** 100 ms of sound, and nothing dated back: there is no lag to make good. */
    private static final SpeechGateConfig GATE = SpeechGateConfig.defaults()
            .withThresholds(0.5f, 0.35f)
            .withSuspectThreshold(0.5f)
            .withMinSpeech(Duration.ofMillis(100))
            .withHangover(Duration.ofMillis(200))
            .withOnsetLead(Duration.ZERO);

    private final int sampleRateHz;
    private final int windowSamples;
    private final HighPass highPass;
    private final NoiseFloor noise = new NoiseFloor();
    private double peak = FIRST_PEAK_DBFS;

    /** @throws IllegalArgumentException if the rate is neither 8000 nor 16000 Hz */
    public SoundDetector(int sampleRateHz) {
        if (!supports(sampleRateHz)) {
            throw new IllegalArgumentException("sampleRateHz must be 8000 or 16000, sampleRateHz=" + sampleRateHz);
        }
        this.sampleRateHz = sampleRateHz;
        this.windowSamples = sampleRateHz / 100;
        this.highPass = new HighPass(CUTOFF_HZ, sampleRateHz);
    }

    public static VoiceActivityDetectorProvider provider() {
        return PROVIDER;
    }

    /** What suits a detector that is sure within the window. */
    public static SpeechGateConfig gate() {
        return GATE;
    }

    static boolean supports(int sampleRateHz) {
        return sampleRateHz == 8000 || sampleRateHz == 16000;
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int windowSamples() {
        return windowSamples;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        Objects.checkFromIndexSize(offset, windowSamples, pcm.length);
        double power = highPass.power(pcm, offset, windowSamples) / FULL_SCALE_POWER;
        double level = 10 * Math.log10(power + LEAST_POWER);
        double floor = noise.update(level);
        trackPeak(noise.smoothedLevel());
        double middle = Math.max(floor + MIDDLE_DB, peak - BELOW_PEAK_DB);
        return (float) (1 / (1 + Math.exp((middle - level) / SLOPE_DB)));
    }

    private void trackPeak(double smoothedLevel) {
        peak -= PEAK_FALL_DB_PER_WINDOW;
        if (smoothedLevel > peak) {
            peak += PEAK_ATTACK * (smoothedLevel - peak);
        }
    }

    @Override
    public void reset() {
        highPass.reset();
        noise.reset();
        peak = FIRST_PEAK_DBFS;
    }
}
