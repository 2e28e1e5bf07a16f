package dev.baton.testkit.schedule;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The caller's line: each sample holds the number of its frame, so that whoever gets it knows which audio it is. One frame per tick. */
final class ScriptedCaller implements AudioSource {
    static final int RATE_HZ = 8000;
    static final int FRAME_SAMPLES = 160;

    private static final int SAMPLES_AT_ONCE = Long.BYTES / Short.BYTES;

    /** One number, four times. */
    private static final long FOUR_TIMES = 0x0001_0001_0001_0001L;

    private final Soundscape sounds;
    private final Runnable whenClosed;
    private final ByteBuffer bytes =
            ByteBuffer.allocate(FRAME_SAMPLES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable Input input;
    private int frame;
    private boolean silent;

    /** @param whenClosed told when the call is over: it closes the line, and hears nobody any more */
    ScriptedCaller(Soundscape sounds, Runnable whenClosed) {
        this.sounds = sounds;
        this.whenClosed = whenClosed;
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
        if (silent || input == null || sounds.isMissing(frame)) {
            return;
        }
        bytes.clear();
        for (int i = 0; i < FRAME_SAMPLES; i += SAMPLES_AT_ONCE) {
            bytes.putLong(frame * FOUR_TIMES);
        }
        input.audio(bytes.flip());
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
