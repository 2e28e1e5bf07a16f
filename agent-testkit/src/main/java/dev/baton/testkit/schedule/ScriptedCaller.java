package dev.baton.testkit.schedule;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The caller's line: each sample holds the number of its frame, so that whoever gets it knows which audio it is. One frame per tick. */
final class ScriptedCaller implements AudioSource {
    static final int RATE_HZ = 8000;
    static final int FRAME_SAMPLES = 160;

    /** The longest call; its frame numbers fit a sample. */
    static final int MAX_MILLIS = 300_000;

    // Made once: filling frames anew would cost more than everything that the call does with them.
    private static final byte[] AUDIO = audio();

    private final Soundscape sounds;
    private final Runnable whenClosed;
    private final ByteBuffer frames = ByteBuffer.wrap(AUDIO);
    private @Nullable Input input;
    private int frame;
    private boolean silent;

    /** @param whenClosed told when the call is over: it closes the line, and hears nobody any more */
    ScriptedCaller(Soundscape sounds, Runnable whenClosed) {
        this.sounds = sounds;
        this.whenClosed = whenClosed;
    }

    private static byte[] audio() {
        int frames = MAX_MILLIS / Soundscape.FRAME_MILLIS + 1;
        var bytes = new byte[frames * FRAME_SAMPLES * 2];
        for (int frame = 0; frame < frames; frame++) {
            for (int i = 0; i < FRAME_SAMPLES; i++) {
                int at = (frame * FRAME_SAMPLES + i) * 2;
                bytes[at] = (byte) frame;
                bytes[at + 1] = (byte) (frame >> 8);
            }
        }
        return bytes;
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
        int at = frame * FRAME_SAMPLES * 2;
        frames.limit(at + FRAME_SAMPLES * 2).position(at);
        input.audio(frames);
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
