package dev.baton.examples.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.testkit.stt.Recognizer.Availability;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool, with engines whose only word is the number of samples they were given. */
class SphinxRecognizerPoolTest {
    private static final int RATE = UtteranceAudio.SAMPLE_RATE_HZ;
    private static final int MAX_PENDING = 1000;

    private @Nullable SphinxRecognizer recognizer;

    /** Takes all audio, then says how much it was. */
    private static class CountingEngine implements SpeechEngine {
        @Override
        public Transcript recognize(UtteranceAudio audio, Consumer<Transcript> interims) throws InterruptedException {
            int samples = 0;
            for (short[] chunk = audio.take(); chunk != null; chunk = audio.take()) {
                samples += chunk.length;
                interims.accept(said(samples));
            }
            return said(samples);
        }

        static Transcript said(int samples) {
            return new Transcript(List.of(new Word(Integer.toString(samples), 0, 1, 1)));
        }
    }

    private SphinxRecognizer recognizer(int engines, int maxWaiting, Supplier<SpeechEngine> loader) {
        var started = new SphinxRecognizer(engines, maxWaiting, MAX_PENDING, loader);
        recognizer = started;
        return started;
    }

    private SphinxRecognizer warm(int engines, int maxWaiting, Supplier<SpeechEngine> loader) {
        var started = recognizer(engines, maxWaiting, loader);
        started.ready().toCompletableFuture().join();
        return started;
    }

    @AfterEach
    void close() {
        if (recognizer != null) {
            recognizer.close();
        }
    }

    @Test
    void untilAnEngineIsLoaded_warmingUpAndTheAudioWaits() {
        var loaded = new CompletableFuture<SpeechEngine>();
        var pool = recognizer(1, 1, loaded::join);
        assertThat(pool.availability()).isEqualTo(Availability.WARMING_UP);
        var heard = new HeardResults();
        var utterance = pool.begin(RATE, heard);
        utterance.audio(new short[30], 10, 20);
        utterance.finish();
        loaded.complete(new CountingEngine());
        await().until(heard::over);
        assertThat(heard.log()).endsWith("= 20");
        assertThat(pool.availability()).isEqualTo(Availability.READY);
    }

    @Test
    void secondEngineStillLoads_utterancesAreTakenButNotAllIsReady() {
        var loaded = new CompletableFuture<SpeechEngine>();
        var first = new AtomicBoolean(true);
        var pool = recognizer(2, 0, () -> first.getAndSet(false) ? new CountingEngine() : loaded.join());
        await().until(() -> pool.availability() == Availability.READY);
        assertThat(pool.ready().toCompletableFuture()).isNotDone();
        var heard = new HeardResults();
        pool.begin(RATE, heard).finish();
        await().until(heard::over);
        loaded.complete(new CountingEngine());
        assertThat(pool.ready().toCompletableFuture()).succeedsWithin(java.time.Duration.ofSeconds(5));
    }

    @Test
    void oneEngineDoesNotLoad_theOthersAreReady() {
        var first = new AtomicBoolean(true);
        var pool = warm(2, 1, () -> {
            if (first.getAndSet(false)) {
                throw new IllegalStateException("no model");
            }
            return new CountingEngine();
        });
        var heard = new HeardResults();
        pool.begin(RATE, heard).finish();
        await().until(heard::over);
        assertThat(heard.log()).containsExactly("= 0");
    }

    @Test
    void engineAndQueueFull_busyRefusedAndCounted() {
        var pool = warm(1, 1, CountingEngine::new);
        var first = new HeardResults();
        var second = new HeardResults();
        var third = new HeardResults();
        var held = pool.begin(RATE, first);
        var waits = pool.begin(RATE, second);
        assertThat(pool.availability()).isEqualTo(Availability.BUSY);
        pool.begin(RATE, third);
        assertThat(third.log()).singleElement().asString().startsWith("! all 1 engines");
        assertThat(pool.refused()).isEqualTo(1);

        waits.audio(new short[7], 0, 7);
        waits.finish();
        held.finish();
        await().until(() -> first.over() && second.over());
        assertThat(second.log()).endsWith("= 7");
        await().until(() -> pool.availability() == Availability.READY);
    }

    @Test
    void moreUtterancesThanEngines_oneEngineServesOneAtATime() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var pool = warm(2, 6, () -> (audio, interims) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Transcript said = new CountingEngine().recognize(audio, interims);
            running.decrementAndGet();
            return said;
        });
        var heard = List.of(
                new HeardResults(),
                new HeardResults(),
                new HeardResults(),
                new HeardResults(),
                new HeardResults(),
                new HeardResults());
        var utterances =
                heard.stream().map(results -> pool.begin(RATE, results)).toList();
        utterances.forEach(utterance -> {
            utterance.audio(new short[5], 0, 5);
            utterance.finish();
        });
        await().until(() -> heard.stream().allMatch(HeardResults::over));
        assertThat(heard).allSatisfy(results -> assertThat(results.log()).endsWith("= 5"));
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void cancelledWhileWaiting_freesThePlaceAndSaysNothing() {
        var pool = warm(1, 1, CountingEngine::new);
        var held = pool.begin(RATE, new HeardResults());
        await().until(() -> pool.waiting() == 0);
        var heard = new HeardResults();
        var waits = pool.begin(RATE, heard);
        assertThat(pool.availability()).isEqualTo(Availability.BUSY);
        waits.cancel();
        assertThat(pool.availability()).isEqualTo(Availability.READY);
        held.finish();
        assertThat(heard.log()).isEmpty();
    }

    @Test
    void cancelledWhileRecognised_freesTheEngineAndSaysNothingMore() {
        var pool = warm(1, 0, CountingEngine::new);
        var heard = new HeardResults();
        var utterance = pool.begin(RATE, heard);
        utterance.audio(new short[3], 0, 3);
        await().until(() -> heard.log().equals(List.of("~ 3")));
        utterance.cancel();
        await().until(() -> pool.availability() == Availability.READY);
        assertThat(heard.log()).containsExactly("~ 3");
    }

    @Test
    void engineFails_utteranceFailsAndTheEngineServesTheNext() {
        var failNext = new AtomicBoolean(true);
        var pool = warm(1, 1, () -> (audio, interims) -> {
            if (failNext.getAndSet(false)) {
                throw new AssertionError("as Sphinx-4 does");
            }
            return new CountingEngine().recognize(audio, interims);
        });
        var failed = new HeardResults();
        pool.begin(RATE, failed);
        await().until(failed::over);
        assertThat(failed.log()).containsExactly("! the recogniser failed: AssertionError");

        var heard = new HeardResults();
        await().until(() -> pool.availability() == Availability.READY);
        pool.begin(RATE, heard).finish();
        await().until(heard::over);
        assertThat(heard.log()).containsExactly("= 0");
    }

    @Test
    void tooMuchAudioWaits_utteranceFails() {
        var pool = warm(1, 1, CountingEngine::new);
        pool.begin(RATE, new HeardResults());
        await().until(() -> pool.waiting() == 0);
        var heard = new HeardResults();
        var waits = pool.begin(RATE, heard);
        waits.audio(new short[MAX_PENDING], 0, MAX_PENDING);
        assertThat(heard.log()).isEmpty();
        waits.audio(new short[1], 0, 1);
        assertThat(heard.log()).containsExactly("! speech waited too long for an engine of the recogniser");
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void otherRate_isConverted() {
        var pool = warm(1, 0, CountingEngine::new);
        var heard = new HeardResults();
        var utterance = pool.begin(8000, heard);
        utterance.audio(new short[160], 0, 160);
        utterance.finish();
        await().until(heard::over);
        assertThat(Integer.parseInt(heard.words().text())).isBetween(320, 400);
    }

    @Test
    void nothingLoads_readyFailsAndUtterancesAreTold() {
        var pool = recognizer(2, 2, () -> {
            throw new IllegalStateException("no model");
        });
        assertThat(pool.ready().toCompletableFuture()).failsWithin(java.time.Duration.ofSeconds(5));
        var heard = new HeardResults();
        pool.begin(RATE, heard);
        assertThat(heard.log()).containsExactly("! the recogniser could not be loaded");
    }

    @Test
    void closed_threadsEndAndNothingFollows() {
        var pool = warm(2, 2, CountingEngine::new);
        var heard = new HeardResults();
        pool.begin(RATE, heard).audio(new short[1], 0, 1);
        pool.close();
        assertThat(pool.liveThreads()).isZero();
        int before = heard.log().size();
        pool.begin(RATE, heard);
        assertThat(heard.log()).hasSize(before + 1).last().isEqualTo("! the recogniser is closed");
        assertThat(pool.availability()).isEqualTo(Availability.BUSY);
    }
}
