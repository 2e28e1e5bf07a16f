package dev.baton.testkit.stt;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Says what the test says, when the test says it. */
final class FakeRecognizer implements Recognizer {
    final Queue<FakeUtterance> utterances = new ConcurrentLinkedQueue<>();
    volatile Availability availability = Availability.READY;
    volatile boolean closed;

    static final class FakeUtterance implements Utterance {
        final Results results;
        final AtomicLong samples = new AtomicLong();
        volatile boolean finished;
        volatile boolean cancelled;

        FakeUtterance(Results results) {
            this.results = results;
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            samples.addAndGet(length);
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

    /** The first utterance, once it has begun. */
    FakeUtterance first() {
        await().until(() -> !utterances.isEmpty());
        return utterances.element();
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
