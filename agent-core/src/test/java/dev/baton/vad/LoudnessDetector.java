package dev.baton.vad;

/** For tests: a window is speech where one sample is loud. */
public final class LoudnessDetector implements VoiceActivityDetector {
    public static final short LOUD = 10_000;
    public static final int WINDOW_SAMPLES = 160;

    private boolean closed;

    /** Makes them at 16 kHz. */
    public static VoiceActivityDetectorProvider provider() {
        return new VoiceActivityDetectorProvider() {
            @Override
            public String name() {
                return "loudness";
            }

            @Override
            public boolean supports(int sampleRateHz) {
                return sampleRateHz == 16_000;
            }

            @Override
            public VoiceActivityDetector create(int sampleRateHz) {
                return new LoudnessDetector();
            }
        };
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public int windowSamples() {
        return WINDOW_SAMPLES;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        for (int i = 0; i < WINDOW_SAMPLES; i++) {
            if (Math.abs(pcm[offset + i]) >= LOUD) {
                return 1;
            }
        }
        return 0;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
