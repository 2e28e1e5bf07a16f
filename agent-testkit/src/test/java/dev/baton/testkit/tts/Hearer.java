package dev.baton.testkit.tts;

import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import dev.baton.tts.CambSpeech;
import dev.baton.tts.SmallestSpeech;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hears one text. Read by the test once it has ended, or by the thread that it is told on. */
final class Hearer implements SynthesisListener {
    /** Of the voices in these tests. */
    static final int RATE = 16_000;

    final List<String> times = new ArrayList<>();
    private short[] samples = {};
    private final AtomicInteger pieces = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    @Nullable
    volatile SynthesisException failure;

    @Override
    public void onAudio(short[] audio, int offset, int length) {
        int before = samples.length;
        samples = Arrays.copyOf(samples, before + length);
        System.arraycopy(audio, offset, samples, before, length);
        pieces.incrementAndGet();
    }

    @Override
    public void onWord(String word, Duration begins) {
        times.add(word + "@" + begins.toMillis());
    }

    @Override
    public void onCompleted() {
        ends.incrementAndGet();
    }

    @Override
    public void onFailed(SynthesisException reason) {
        failure = reason;
        ends.incrementAndGet();
    }

    /** What it sounds like. */
    List<String> words() {
        return WordVoice.words(samples, RATE, Vocabulary.english());
    }

    /** How many pieces of audio have come. */
    int pieces() {
        return pieces.get();
    }

    /** How often it was told to have ended. */
    int ends() {
        return ends.get();
    }

    int samples() {
        return samples.length;
    }

    /** The whole report; empty where it did not fail. */
    String report() {
        var reason = failure;
        return reason == null ? "" : reason.report();
    }

    /** Both services in these tests, as clients name them. */
    enum Service {
        SMALLEST,
        CAMB;

        TextToSpeech voice(URI smallest, URI camb, String key) {
            return this == SMALLEST
                    ? SmallestSpeech.builder()
                            .url(smallest)
                            .apiKey(key)
                            .sampleRateHz(RATE)
                            .build()
                    : CambSpeech.builder()
                            .url(camb)
                            .apiKey(key)
                            .voice(7)
                            .sampleRateHz(RATE)
                            .build();
        }
    }
}
