package dev.baton.testkit.stt;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Says what the test says, when the test says it. */
final class FakeRecognizer implements Recognizer {
    final Queue<FakeUtterance> utterances = new ConcurrentLinkedQueue<>();
    volatile Availability availability = Availability.READY;
    volatile boolean closed;

    static final class FakeUtterance implements Utterance {
        final Results results;
        volatile long samples;
        volatile boolean finished;
        volatile boolean cancelled;

        FakeUtterance(Results results) {
            this.results = results;
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            samples = samples + length;
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        void complete(String... words) {
            results.completed(transcript(words));
        }
    }

    static Transcript transcript(String... words) {
        var list = new ArrayList<Word>();
        for (String word : words) {
            list.add(new Word(word, 300L * list.size(), 300L * list.size() + 240, 0.9f));
        }
        return new Transcript(List.copyOf(list));
    }

    @Nullable FakeUtterance utterance(int index) {
        return utterances.stream().skip(index).findFirst().orElse(null);
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        var utterance = new FakeUtterance(results);
        utterances.add(utterance);
        return utterance;
    }

    @Override
    public void close() {
        closed = true;
    }
}
