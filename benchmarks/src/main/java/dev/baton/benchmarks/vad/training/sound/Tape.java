package dev.baton.benchmarks.vad.training.sound;

/**
 * A recording at 8 kHz that can be played at any speed, which changes pitch and formants with it: other speakers for nothing. Between samples it is interpolated by the cubic spline of Catmull and Rom, "A class
 * of local interpolating splines", 1974.
 *
 * @param samples at least 3
 * @param level root mean square of what counts in it: speech if there is any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tape(short[] samples, double level) {
    /** The sample at a position that need not be whole; after the end it begins again. */
    public float at(double position) {
        int i = (int) position;
        double f = position - i;
        int n = samples.length;
        double before = samples[(i + n - 1) % n];
        double here = samples[i % n];
        double next = samples[(i + 1) % n];
        double after = samples[(i + 2) % n];
        double curve = 3 * (here - next) + after - before;
        double slope = 2 * before - 5 * here + 4 * next - after + f * curve;
        return (float) (here + 0.5 * f * (next - before + f * slope));
    }

    /** Adds {@code gain} times the tape, played round and round from {@code start}. */
    void addLoop(float[] sound, double start, double speed, double gain) {
        for (int i = 0; i < sound.length; i++) {
            sound[i] += (float) (at((start + i * speed) % samples.length) * gain);
        }
    }
}
