package dev.baton.testkit.audio;

/**
 * One-pole high-pass: removes DC and most of the rumble and mains hum below speech.
 *
 * <p>{@code y[n] = a (y[n-1] + x[n] - x[n-1])}, the RC filter in discrete time. It starts from the first sample as if that had lasted for ever, so that
 * a stream with an offset does not begin with a step.
 */
final class HighPass {
    private final double a;
    private int lastIn;
    private double lastOut;
    private boolean started;

    HighPass(double cutoffHz, int sampleRateHz) {
        this.a = 1 / (1 + 2 * Math.PI * cutoffHz / sampleRateHz);
    }

    /** Mean square of the filtered samples, in units of squared 16-bit steps. */
    double power(short[] pcm, int offset, int length) {
        if (!started) {
            lastIn = pcm[offset];
            started = true;
        }
        int x = lastIn;
        double y = lastOut;
        double sum = 0;
        int i = offset;
        // Two steps at once, the second by the first one's formula put into it: it waits for the same value as the
        // first, so that the processor does both side by side.
        for (; i < offset + length - 1; i += 2) {
            double first = a * (pcm[i] - x);
            double second = a * (pcm[i + 1] - pcm[i]);
            double between = a * y + first;
            y = a * a * y + (a * first + second);
            x = pcm[i + 1];
            sum += between * between + y * y;
        }
        if (i < offset + length) {
            y = a * (y + pcm[i] - x);
            x = pcm[i];
            sum += y * y;
        }
        lastIn = x;
        lastOut = y;
        return sum / length;
    }

    void reset() {
        lastIn = 0;
        lastOut = 0;
        started = false;
    }
}
