package dev.baton.audio;

import dev.baton.BatonException;
import java.nio.ByteBuffer;

/**
 * Where the caller's voice comes from: a file, a microphone, a telephone line.
 *
 * <p>A source either pushes (a socket, a sound card: it calls {@link Input#audio} whenever bytes arrive, on any thread) or is paced by the
 * call (a file: it asks for {@link Input#onTick ticks} and hands over what one tick is worth). A paced source needs no thread or clock
 * of its own, and runs as fast as the call's clock does.
 */
public interface AudioSource extends AutoCloseable {
    /** What the bytes mean; known before {@link #start}. */
    AudioFormat format();

    /** Begins to deliver; called once, on the call's event loop, and must not block. */
    void start(Input input);

    /** Stops and releases everything; may be called twice. Called on the call's event loop, must not block. */
    @Override
    void close();

    /** The call's ear. Safe to use from any thread; calls from outside the call's event loop are copied and hop once. */
    interface Input {
        /** Audio in {@link #format()}, in chunks of any length, split samples included; read before this returns. */
        void audio(ByteBuffer bytes);

        /** The caller has hung up, or the file is over. Later audio is ignored. */
        void ended();

        /** The line broke; the call ends in order with what was heard. */
        void failed(BatonException reason);

        /** Asks to be called on the event loop every 20 ms of call time, from now until the end; at most one tick receiver. */
        void onTick(Runnable tick);
    }
}
