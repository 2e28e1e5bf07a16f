package dev.baton.examples.sample;

import dev.baton.audio.AudioSink;

/**
 * What the caller hears of the agent: when a reply began and when it ended. Frames that are written faster than real time are heard one after the
 * other, as at the far end of a line. Counts samples of the caller's own time; used on the call's event loop.
 */
final class AgentEar implements AudioSink {
    /** Quiet that parts one reply from the next. */
    private static final long REPLY_GAP = 200L * Sound.SAMPLES_PER_MS;

    private long now;
    private long repliesBegun;
    private long replyBegan = Long.MIN_VALUE;
    private long heardUntil;

    void advanceTo(long sample) {
        now = sample;
    }

    /** Replies that began so far. */
    long repliesBegun() {
        return repliesBegun;
    }

    long replyBegan() {
        return replyBegan;
    }

    /** Where the last that was written ends, or will end; 0 if there was nothing. */
    long heardUntil() {
        return heardUntil;
    }

    @Override
    public int sampleRateHz() {
        return Sound.SAMPLE_RATE_HZ;
    }

    @Override
    public void write(short[] samples, int offset, int length) {
        if (repliesBegun == 0 || now - heardUntil >= REPLY_GAP) {
            repliesBegun++;
            replyBegan = now;
        }
        heardUntil = Math.max(now, heardUntil) + length;
    }

    @Override
    public void clear() {
        heardUntil = Math.min(now, heardUntil);
    }

    @Override
    public void close() {}
}
