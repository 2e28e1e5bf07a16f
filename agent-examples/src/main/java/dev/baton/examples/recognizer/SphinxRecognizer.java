package dev.baton.examples.recognizer;

import dev.baton.testkit.stt.Recognizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises dates, times, numbers and politeness in English, without a network: a bounded pool of {@link GrammarEngine}s, each on a thread of its own.
 *
 * <p>An engine is leased from the first audio of an utterance until its words are out. An utterance that finds none free waits in a bounded queue, and its
 * audio with it; one that finds no place in the queue fails at once and is counted. Words are best from clean speech at 16 kHz; other rates are converted,
 * but what a telephone has cut off above 4 kHz is missed by the acoustic model.
 *
 * <p>Safe to use from any thread.
 */
public final class SphinxRecognizer implements Recognizer {
    /** Speech that may wait for an engine, or for a slow one. */
    static final int MAX_PENDING_SECONDS = 30;

    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(SphinxRecognizer.class);

    private final int maxUtterances;
    private final int maxPendingSamples;
    private final BlockingQueue<SphinxUtterance> waiting;
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> firstEngine = new CompletableFuture<>();
    private final CompletableFuture<Void> allEngines = new CompletableFuture<>();
    private final AtomicInteger loading;
    private final AtomicInteger utterances = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    SphinxRecognizer(int engines, int maxWaiting, int maxPendingSamples, Supplier<? extends SpeechEngine> loader) {
        if (engines < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("engines must be at least 1 and maxWaiting at least 0, engines="
                    + engines + ", maxWaiting=" + maxWaiting);
        }
        this.maxUtterances = engines + maxWaiting;
        this.maxPendingSamples = maxPendingSamples;
        this.waiting = new ArrayBlockingQueue<>(maxUtterances);
        this.loading = new AtomicInteger(engines);
        for (int i = 1; i <= engines; i++) {
            var thread = new Thread(() -> loadAndServe(loader), "baton-recognizer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /**
     * Starts to load the engines in the background, one after the other; {@link #ready} tells when they can be used.
     *
     * @param engines utterances recognised at the same time; each takes about 2 s of CPU time to load and of the order of 100 MB of heap
     * @param maxWaiting utterances that may wait for an engine
     */
    public static SphinxRecognizer start(int engines, int maxWaiting) {
        return new SphinxRecognizer(
                engines, maxWaiting, MAX_PENDING_SECONDS * UtteranceAudio.SAMPLE_RATE_HZ, GrammarEngine::load);
    }

    /** Every word that can be recognised, sorted. */
    public static SortedSet<String> words() {
        var words = new TreeSet<String>();
        Grammar.spellings().forEach(spelling -> words.addAll(List.of(spelling.split("_", -1))));
        return words;
    }

    /**
     * Completes when loading is over; exceptionally if no engine could be loaded. Utterances are taken from the first engine on, but while another still loads, it
     * takes CPU time from a call.
     */
    public CompletionStage<Void> ready() {
        return allEngines.minimalCompletionStage();
    }

    @Override
    public Availability availability() {
        if (!firstEngine.isDone()) {
            return Availability.WARMING_UP;
        }
        return closed || utterances.get() >= maxUtterances ? Availability.BUSY : Availability.READY;
    }

    /** Utterances that found neither an engine nor a place in the queue. */
    public long refused() {
        return refused.get();
    }

    /** Utterances that no engine has taken up. */
    int waiting() {
        return waiting.size();
    }

    int liveThreads() {
        return (int) threads.stream().filter(Thread::isAlive).count();
    }

    /** @throws dev.baton.BatonException if the rate is not one that {@link dev.baton.audio.resample.Resamplers} knows */
    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        var utterance = new SphinxUtterance(sampleRateHz, maxPendingSamples, results, this::withdraw);
        if (closed
                || firstEngine.isCompletedExceptionally()
                || utterances.getAndUpdate(n -> Math.min(maxUtterances, n + 1)) >= maxUtterances) {
            refused.incrementAndGet();
            utterance.fail(
                    closed
                            ? "the recogniser is closed"
                            : firstEngine.isCompletedExceptionally()
                                    ? "the recogniser could not be loaded"
                                    : "all " + threads.size()
                                            + " engines of the recogniser are in use, and the queue is full");
        } else {
            waiting.add(utterance);
        }
        return utterance;
    }

    /** An utterance is no longer wanted; frees its place unless an engine has it already. */
    private void withdraw(SphinxUtterance utterance) {
        if (waiting.remove(utterance)) {
            utterances.decrementAndGet();
        }
    }

    private void loadAndServe(Supplier<? extends SpeechEngine> loader) {
        SpeechEngine engine;
        try {
            engine = loader.get();
        } catch (RuntimeException | Error e) { // Sphinx-4 throws Errors for what it cannot read
            LOG.warn("an engine of the embedded recogniser could not be loaded", e);
            if (loading.decrementAndGet() == 0) {
                if (firstEngine.completeExceptionally(e)) {
                    allEngines.completeExceptionally(e);
                    failAllWaiting("the recogniser could not be loaded");
                } else {
                    allEngines.complete(null);
                }
            }
            return;
        }
        firstEngine.complete(null);
        if (loading.decrementAndGet() == 0) {
            allEngines.complete(null);
        }
        try {
            while (!closed) {
                SphinxUtterance utterance = waiting.take();
                try {
                    utterance.recognizeWith(engine);
                } finally {
                    utterances.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() wants this thread to end
        }
    }

    private void failAllWaiting(String reason) {
        for (SphinxUtterance utterance = waiting.poll(); utterance != null; utterance = waiting.poll()) {
            utterances.decrementAndGet();
            utterance.fail(reason);
        }
    }

    /** Cancels what runs and waits, and waits a little for the threads; one that is still loading ends by itself, as a daemon. */
    @Override
    public void close() {
        closed = true;
        for (SphinxUtterance utterance = waiting.poll(); utterance != null; utterance = waiting.poll()) {
            utterance.cancel();
        }
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + JOIN_PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
