package dev.baton.internal.call;

/**
 * Where the audio of one stream lies on the call's clock. A recogniser counts the audio that it got on its connection; this turns its times into the call's, although the line began late, audio
 * was lost on the way or replayed, or silence was held back.
 *
 * <p>The stream is a list of runs without a gap. Positions never decrease with the count of samples, and times beyond what was sent are the last position. Memory is bounded: past 64 runs the
 * two that fit best become one, which moves the times in one of them by the gap between them.
 */
final class SentAudioMap {
    static final int MAX_RUNS = 64;

    /** Rounding, not a gap. */
    private static final long SLACK_NANOS = 1_000_000;

    private static final long SECOND = 1_000_000_000L;

    private final int sampleRateHz;
    private final long[] firstSample = new long[MAX_RUNS];
    private final long[] lengthSamples = new long[MAX_RUNS];
    private final long[] startNanos = new long[MAX_RUNS];
    private int runs;
    private long samples;

    SentAudioMap(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** All samples of the stream so far. */
    long samples() {
        return samples;
    }

    /** Whether no time can be given yet. */
    boolean isEmpty() {
        return runs == 0;
    }

    /** The next {@code count} samples of the stream are the call's audio from {@code positionNanos} on. */
    void sent(long positionNanos, int count) {
        int last = runs - 1;
        boolean follows = last >= 0
                && firstSample[last] + lengthSamples[last] == samples
                && Math.abs(positionNanos - endNanos(last)) < SLACK_NANOS;
        if (follows) {
            lengthSamples[last] += count;
        } else {
            begin(last < 0 ? positionNanos : Math.max(positionNanos, startNanos[last]), count);
        }
        samples += count;
    }

    /** The next {@code count} samples of the stream are nobody's voice: sent only so that something is. */
    void silence(long count) {
        samples += count;
    }

    /** The last {@code count} samples were not sent after all. */
    void dropLast(long count) {
        samples = Math.max(0, samples - count);
        while (runs > 0 && firstSample[runs - 1] >= samples) {
            runs--;
        }
        if (runs > 0) {
            lengthSamples[runs - 1] = Math.min(lengthSamples[runs - 1], samples - firstSample[runs - 1]);
        }
    }

    /** @param millis as the recogniser counts: of audio on this stream */
    long nanosAtMillis(long millis) {
        return nanosAt(millis * sampleRateHz / 1_000);
    }

    /** The call's time of a sample of the stream; clamped to what was sent. 0 where nothing was. */
    long nanosAt(long sample) {
        if (runs == 0) {
            return 0;
        }
        int run = runAt(sample);
        long within = Math.max(0, Math.min(sample - firstSample[run], lengthSamples[run]));
        long nanos = startNanos[run] + within * SECOND / sampleRateHz;
        return run + 1 < runs ? Math.min(nanos, startNanos[run + 1]) : nanos;
    }

    /** The first sample of the stream that is not before {@code nanos}; the next one to come where there is none yet. */
    long sampleAt(long nanos) {
        int run = runs - 1;
        while (run > 0 && startNanos[run] > nanos) {
            run--;
        }
        if (run < 0 || nanos <= startNanos[run]) {
            return run < 0 ? samples : firstSample[run];
        }
        long within = ((nanos - startNanos[run]) * sampleRateHz + SECOND / 2) / SECOND;
        long next = run + 1 < runs ? firstSample[run + 1] : samples;
        return within >= lengthSamples[run] ? next : firstSample[run] + within;
    }

    /** How many samples from {@code sample} on follow each other without a gap. */
    long runLength(long sample) {
        int run = runAt(sample);
        return firstSample[run] + lengthSamples[run] - sample;
    }

    private int runAt(long sample) {
        int run = runs - 1;
        while (run > 0 && firstSample[run] > sample) {
            run--;
        }
        return run;
    }

    private long endNanos(int run) {
        return startNanos[run] + lengthSamples[run] * SECOND / sampleRateHz;
    }

    private void begin(long nanos, int count) {
        if (runs == MAX_RUNS) {
            mergeBestFit();
        }
        firstSample[runs] = samples;
        lengthSamples[runs] = count;
        startNanos[runs++] = nanos;
    }

    private void mergeBestFit() {
        int best = 0;
        for (int run = 1; run < runs - 1; run++) {
            if (misfit(run) < misfit(best)) {
                best = run;
            }
        }
        lengthSamples[best] = firstSample[best + 1] + lengthSamples[best + 1] - firstSample[best];
        runs--;
        int moved = runs - best - 1;
        System.arraycopy(firstSample, best + 2, firstSample, best + 1, moved);
        System.arraycopy(lengthSamples, best + 2, lengthSamples, best + 1, moved);
        System.arraycopy(startNanos, best + 2, startNanos, best + 1, moved);
    }

    /** By how much times are off when a run is continued by the next one. */
    private long misfit(int run) {
        long silence = firstSample[run + 1] - firstSample[run] - lengthSamples[run];
        return Math.abs(startNanos[run + 1] - endNanos(run) - silence * SECOND / sampleRateHz);
    }
}
