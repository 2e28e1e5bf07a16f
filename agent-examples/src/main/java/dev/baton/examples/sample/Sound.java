package dev.baton.examples.sample;

/** Mono signed 16-bit samples at 16 kHz that never change. */
public final class Sound {
    static final int SAMPLE_RATE_HZ = 16_000;
    static final int SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;

    private final short[] samples;

    private Sound(short[] samples) {
        this.samples = samples;
    }

    /** Rounds and limits what a mixer made. */
    static Sound of(float[] mixed) {
        var samples = new short[mixed.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = saturated(Math.round(mixed[i]));
        }
        return new Sound(samples);
    }

    static short saturated(int sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
    }

    /** The amplitude of a level in dB below full scale. */
    static double amplitude(double dbfs) {
        return 32768 * Math.pow(10, dbfs / 20);
    }

    /** Length in samples. */
    public int length() {
        return samples.length;
    }

    public int durationMs() {
        return samples.length / SAMPLES_PER_MS;
    }

    public short at(int index) {
        return samples[index];
    }
}
