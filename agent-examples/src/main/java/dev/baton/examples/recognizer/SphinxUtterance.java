package dev.baton.examples.recognizer;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.testkit.stt.Recognizer.Results;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Utterance;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One utterance: audio comes from the server's event loop, results go out from an engine's thread. The lock is held while a result is handed over, so that
 * nothing follows a cancellation; a {@link Results} only hops to its event loop.
 */
final class SphinxUtterance implements Utterance {
    private static final Logger LOG = LoggerFactory.getLogger(SphinxUtterance.class);

    private final Resampler resampler;
    private final UtteranceAudio audio;
    private final Results results;
    private final Consumer<SphinxUtterance> onWithdrawn;
    private short[] converted = new short[0];
    private boolean over;

    /** @param onWithdrawn told when the utterance is over before its words are out; must not block */
    SphinxUtterance(int sampleRateHz, int maxPendingSamples, Results results, Consumer<SphinxUtterance> onWithdrawn) {
        this.resampler = Resamplers.create(sampleRateHz, UtteranceAudio.SAMPLE_RATE_HZ);
        this.audio = new UtteranceAudio(maxPendingSamples);
        this.results = results;
        this.onWithdrawn = onWithdrawn;
    }

    @Override
    public void audio(short[] pcm, int offset, int length) {
        reserve(resampler.maxOutput(length));
        add(resampler.resample(pcm, offset, length, converted, 0));
    }

    @Override
    public void whenCaughtUp(Runnable told) {
        audio.whenCaughtUp(told);
    }

    @Override
    public void finish() {
        reserve(resampler.delaySamples());
        add(resampler.flush(converted, 0));
        audio.end();
    }

    @Override
    public void cancel() {
        over(() -> {});
        withdraw();
    }

    /** Blocks until the utterance is over; on the engine's thread. */
    void recognizeWith(SpeechEngine engine) throws InterruptedException {
        try {
            Transcript words = engine.recognize(audio, this::interim);
            over(() -> results.completed(words));
        } catch (RuntimeException
                | Error e) { // Sphinx-4 throws Errors as well; the engine starts afresh with the next utterance
            LOG.warn("the embedded recogniser failed on an utterance", e);
            fail("the recogniser failed: " + e.getClass().getSimpleName());
        }
    }

    /** Tells so, unless the utterance is over. */
    void fail(String reason) {
        over(() -> results.failed(reason));
        withdraw();
    }

    private void reserve(int samples) {
        if (converted.length < samples) {
            converted = new short[samples];
        }
    }

    private void add(int samples) {
        if (!audio.add(converted, 0, samples)) {
            fail("speech waited too long for an engine of the recogniser");
        }
    }

    private void withdraw() {
        audio.discard();
        onWithdrawn.accept(this);
    }

    private synchronized void interim(Transcript words) {
        if (!over) {
            results.interim(words);
        }
    }

    private synchronized void over(Runnable lastWord) {
        if (!over) {
            over = true;
            lastWord.run();
        }
    }
}
