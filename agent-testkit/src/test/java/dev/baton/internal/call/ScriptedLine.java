package dev.baton.internal.call;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.Arrays;

/** Both ends of a line: a caller who is loud or silent by the millisecond, and an ear that counts the agent's samples. */
final class ScriptedLine implements AudioSource, AudioSink {
    private static final int FRAME_SAMPLES = 320;

    private final boolean[] loudByMilli = new boolean[600_000];
    private final ByteBuffer frame = ByteBuffer.allocate(FRAME_SAMPLES * 2);
    private Input input = new NoInput();
    private long position;
    private final boolean[] gapByTick = new boolean[30_000];
    private long startsAfterTicks;
    private int tick;
    private int framesThisTick;
    final ShortBuffer agent = ShortBuffer.allocate(16_000 * 60);
    int mostFramesBetweenTicks;
    int framesHeard;
    int framesSinceClear;
    int clears;
    boolean sourceClosed;
    boolean failsToWrite;
    boolean failsToClear;
    boolean started;
    boolean left;
    Duration lead = Duration.ZERO;
    Duration lag = Duration.ZERO;

    /** Speech between two instants of the call. */
    ScriptedLine speech(int fromMillis, int toMillis) {
        Arrays.fill(loudByMilli, fromMillis, toMillis, true);
        return this;
    }

    /** The line sends nothing for so long, as a microphone does that wakes up. */
    ScriptedLine silentFor(int millis) {
        startsAfterTicks = millis / 20;
        return this;
    }

    /** The line sends nothing between two instants of the call, and goes on with what was to come then. */
    ScriptedLine gap(int fromMillis, int toMillis) {
        Arrays.fill(gapByTick, fromMillis / 20, toMillis / 20, true);
        return this;
    }

    void hangUp() {
        input.ended();
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.linear16(16_000);
    }

    @Override
    public void start(Input target) {
        started = true;
        input = target;
        input.onTick(this::tick);
    }

    private void tick() {
        framesThisTick = 0;
        if (startsAfterTicks-- > 0) {
            return;
        }
        if (gapByTick[tick++]) {
            position += FRAME_SAMPLES;
            return;
        }
        frame.clear();
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            short sample = loudByMilli[(int) (position++ / 16)] ? (short) (i % 2 == 0 ? 9000 : -9000) : 0;
            frame.put((byte) sample).put((byte) (sample >> 8));
        }
        input.audio(frame.flip());
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public void write(short[] samples, int offset, int length) {
        failIf(failsToWrite);
        framesHeard++;
        agent.put(samples, offset, length);
        mostFramesBetweenTicks = Math.max(mostFramesBetweenTicks, ++framesThisTick);
        framesSinceClear++;
    }

    @Override
    public void start() {}

    @Override
    public void clear() {
        failIf(failsToClear);
        clears++;
        framesSinceClear = 0;
    }

    @Override
    public Duration lead() {
        return lead;
    }

    @Override
    public Duration lag() {
        return lag;
    }

    @Override
    public void leave() {
        left = true;
    }

    private static void failIf(boolean broken) {
        if (broken) {
            throw new IllegalStateException("unplugged");
        }
    }

    @Override
    public void close() {
        sourceClosed = true;
    }

    private static final class NoInput implements Input {
        @Override
        public void audio(ByteBuffer bytes) {}

        @Override
        public void ended() {}

        @Override
        public void failed(dev.baton.BatonException reason) {}

        @Override
        public void onTick(Runnable tick) {}
    }
}
