package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.audio.AudioSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call's ear that keeps everything it is given, ticked by hand. */
final class RecordingInput implements AudioSource.Input {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Bytes handed over by each tick. */
    final List<Integer> perTick = new ArrayList<>();

    int ended;

    @Nullable
    BatonException failure;

    private @Nullable Runnable tick;

    @Override
    public void audio(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            bytes.write(chunk.get());
        }
    }

    @Override
    public void ended() {
        ended++;
    }

    @Override
    public void failed(BatonException reason) {
        failure = reason;
    }

    @Override
    public void onTick(Runnable tick) {
        this.tick = tick;
    }

    void tick() {
        int before = bytes.size();
        Objects.requireNonNull(tick).run();
        perTick.add(bytes.size() - before);
    }

    RecordingInput tickUntilEnded() {
        for (int i = 0; i < 100_000 && ended == 0 && failure == null; i++) {
            tick();
        }
        return this;
    }
}
