package dev.baton.carrier;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The caller's voice as it comes off a line. Whatever comes before the call listens is kept; from then on nothing is locked. */
final class LineSource implements AudioSource {
    private final AudioFormat format;
    private final Queue<Consumer<Input>> early = new ArrayDeque<>();
    private volatile @Nullable Input input;

    LineSource(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void start(Input listening) {
        synchronized (early) {
            early.forEach(happened -> happened.accept(listening));
            early.clear();
            input = listening;
        }
    }

    void audio(ByteBuffer bytes) {
        Input listening = input;
        if (listening == null) {
            var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            tell(in -> in.audio(copy));
        } else {
            listening.audio(bytes);
        }
    }

    void ended() {
        tell(Input::ended);
    }

    void failed(BatonException reason) {
        tell(in -> in.failed(reason));
    }

    private void tell(Consumer<Input> what) {
        synchronized (early) {
            if (input == null) {
                early.add(what);
                return;
            }
        }
        what.accept(input);
    }

    @Override
    public void close() {}
}
