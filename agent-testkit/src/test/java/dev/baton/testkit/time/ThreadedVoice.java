package dev.baton.testkit.time;

import dev.baton.tts.LocalVoice;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Says 100 ms of silence for each text, from another thread. */
final class ThreadedVoice implements LocalVoice {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @Override
    public String name() {
        return "threaded";
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        thread.execute(() -> {
            listener.onAudio(new short[1600], 0, 1600);
            listener.onCompleted();
        });
        return () -> {};
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
