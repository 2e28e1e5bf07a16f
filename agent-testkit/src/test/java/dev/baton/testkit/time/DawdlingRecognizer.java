package dev.baton.testkit.time;

import dev.baton.testkit.stt.Recognizer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The scripted recogniser on a thread of its own, which dawdles as it likes. */
final class DawdlingRecognizer implements Recognizer {
    private final ScriptedRecognizer words = new ScriptedRecognizer();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Random random = new Random();

    @Override
    public Availability availability() {
        return Availability.READY;
    }

    private void work(Runnable task) {
        thread.execute(() -> {
            for (int i = random.nextInt(2000); i > 0; i--) {
                Thread.onSpinWait();
            }
            task.run();
        });
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        var utterance = words.begin(sampleRateHz, results);
        return new Utterance() {
            @Override
            public void audio(short[] pcm, int offset, int length) {
                var copy = Arrays.copyOfRange(pcm, offset, offset + length);
                work(() -> utterance.audio(copy, 0, length));
            }

            @Override
            public void whenCaughtUp(Runnable told) {
                work(told);
            }

            @Override
            public void finish() {
                work(utterance::finish);
            }

            @Override
            public void cancel() {
                work(utterance::cancel);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
