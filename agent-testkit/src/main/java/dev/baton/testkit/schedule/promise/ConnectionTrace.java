package dev.baton.testkit.schedule.promise;

import java.util.Arrays;

/** Which of the caller's audio one connection got; frames are numbered from 1 and 20 ms long. */
public final class ConnectionTrace {
    private final int number;
    private int[] runs = new int[8];
    private int runCount;
    private long samples;

    public ConnectionTrace(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Samples received, silence that stands for missing audio included. */
    public long samples() {
        return samples;
    }

    /** @param frame 0 for silence that was never said */
    public void received(int frame, int count) {
        samples += count;
        if (frame <= 0) {
            return;
        }
        int last = runCount * 2 - 1;
        if (last > 0 && (runs[last] == frame || runs[last] + 1 == frame)) {
            runs[last] = frame;
            return;
        }
        if (runCount * 2 == runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        runs[runCount * 2] = frame;
        runs[runCount * 2 + 1] = frame;
        runCount++;
    }

    /** The latest frame received, 0 before the first. */
    public int lastFrame() {
        return runCount == 0 ? 0 : runs[runCount * 2 - 1];
    }

    /** First frame of the unbroken run that the latest frame belongs to. */
    public int runStart() {
        return runCount == 0 ? 0 : runs[runCount * 2 - 2];
    }

    /** Whether all of these frames came in one unbroken run. */
    public boolean got(int fromFrame, int toFrame) {
        for (int i = 0; i < runCount; i++) {
            if (runs[2 * i] <= fromFrame && toFrame <= runs[2 * i + 1]) {
                return true;
            }
        }
        return false;
    }
}
