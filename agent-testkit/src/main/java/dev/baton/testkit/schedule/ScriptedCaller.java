package dev.baton.testkit.schedule;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The caller's line: each sample holds the number of its frame, so that whoever gets it knows which audio it is. One frame per tick. */
final class ScriptedCaller implements AudioSource {
    static final int RATE_HZ = 8000;
    static final int FRAME_SAMPLES = 160;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One number, four times. */
    private static final long FOUR_TIMES = 0x0001_0001_0001_0001L;

    private final Soundscape sounds;
    private final Runnable whenClosed;
    private final byte[] samples = new byte[FRAME_SAMPLES * Short.BYTES];
    private final ByteBuffer bytes = ByteBuffer.wrap(samples);
    private @Nullable Input input;
    private int frame;
    private boolean silent;

    /** @param whenClosed told when the call is over: it closes the line, and hears nobody any more */
    ScriptedCaller(Soundscape sounds, Runnable whenClosed) {
        this.sounds = sounds;
        this.whenClosed = whenClosed;
        fill(1);
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.linear16(RATE_HZ);
    }

    @Override
    public void start(Input target) {
        input = target;
        target.onTick(this::tick);
    }

    private void tick() {
        frame++;
        if (silent || input == null) {
            return;
        }
        if (!sounds.isMissing(frame)) {
            input.audio(bytes.clear());
        }
        fill(frame + 1); // a tick ahead: wide reads right behind narrower writes would wait for them
    }

    private void fill(int number) {
        for (int at = 0; at < samples.length; at += Long.BYTES) {
            LONGS.set(samples, at, number * FOUR_TIMES);
        }
    }

    void hangUp() {
        silent = true;
        if (input != null) {
            input.ended();
        }
    }

    @Override
    public void close() {
        silent = true;
        whenClosed.run();
    }
}
