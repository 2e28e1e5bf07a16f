package dev.baton.transport;

import java.io.IOException;

/**
 * Puts two voices that arrive apart onto one time line: caller left, agent right, silence where nobody spoke.
 *
 * <p>The last two seconds stay open, so that the agent's samples may come up to a second before or after the caller's of the same instant;
 * what comes later than that is left out.
 */
final class StereoTimeline implements RecordingThread.FrameWriter {
    static final int CALLER = 0;
    static final int AGENT = 1;
    /** Takes back the agent's samples from a position on: they were sent, and cleared before anyone heard them. */
    static final int ERASE_AGENT = 2;

    private static final int WINDOW_SECONDS = 2;
    private static final int LONGEST_JUMP_SECONDS = 3600;

    private final WavFileWriter file;
    private final int sampleRateHz;
    private final int windowSamples;
    private final short[] window;

    /** Position of the first sample that is still open; everything before is in the file. */
    private long start;

    private long end;
    private long callerEnd;

    StereoTimeline(WavFileWriter file, int sampleRateHz) {
        this.file = file;
        this.sampleRateHz = sampleRateHz;
        windowSamples = WINDOW_SECONDS * sampleRateHz;
        window = new short[2 * windowSamples];
    }

    @Override
    public void write(FrameQueue.Slot slot) throws IOException {
        if (slot.kind == ERASE_AGENT) {
            erase(slot.position);
            return;
        }
        long slotEnd = slot.position + slot.length;
        if (slotEnd > end + (long) LONGEST_JUMP_SECONDS * sampleRateHz) {
            throw new IOException("position jumped from " + end + " to " + slot.position);
        }
        settle(slotEnd - windowSamples);
        for (int i = 0; i < slot.length; i++) {
            long at = slot.position + i;
            if (at >= start) {
                window[index(at) + slot.kind] = slot.samples[i];
            }
        }
        end = Math.max(end, slotEnd);
        if (slot.kind == CALLER) {
            callerEnd = Math.max(callerEnd, slotEnd);
            settle(callerEnd - windowSamples / 2);
        }
    }

    private void erase(long from) {
        for (long at = Math.max(from, start); at < end; at++) {
            window[index(at) + AGENT] = 0;
        }
    }

    private void settle(long until) throws IOException {
        for (; start < until; start++) {
            int at = index(start);
            file.append(window[at + CALLER]);
            file.append(window[at + AGENT]);
            window[at + CALLER] = 0;
            window[at + AGENT] = 0;
        }
    }

    private int index(long position) {
        return 2 * (int) (position % windowSamples);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            settle(end);
        }
    }
}
