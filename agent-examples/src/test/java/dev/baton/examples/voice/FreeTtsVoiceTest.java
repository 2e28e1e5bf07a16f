package dev.baton.examples.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech.SynthesisListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FreeTtsVoiceTest {
    private static FreeTtsVoice voice;

    @BeforeAll
    static void load() {
        voice = FreeTtsVoice.load();
    }

    @AfterAll
    static void close() {
        voice.close();
    }

    @Test
    void question_isSpokenAtItsRate() throws Exception {
        var spoken = speak("Which day suits you?");

        // A second or two, and no byte order mistaken: swapped bytes are noise near full scale all the time.
        assertThat(spoken.samples).isBetween(12_000, 48_000);
        assertThat(spoken.meanLevel()).isBetween(300.0, 6000.0);
    }

    @Test
    void manyTextsAtOnce_eachSoundsAsAlone() throws Exception {
        long alone = speak("Anything else?").sum;
        var together = IntStream.range(0, 20)
                .mapToObj(i -> begin(i % 2 == 0 ? "Anything else?" : "And your telephone number?"))
                .toList();

        for (int i = 0; i < 20; i += 2) {
            assertThat(together.get(i).get(20, TimeUnit.SECONDS).sum).isEqualTo(alone);
        }
    }

    @Test
    void closedVoice_saysSo() throws Exception {
        var closed = FreeTtsVoice.load();
        closed.close();
        var failure = new CompletableFuture<SynthesisException>();
        closed.synthesize("Hello.", new Ear() {
            @Override
            public void onFailed(SynthesisException reason) {
                failure.complete(reason);
            }
        });

        assertThat(failure.get(5, TimeUnit.SECONDS).report()).contains("BT-503").contains("closed");
    }

    private static Ear speak(String text) throws Exception {
        return begin(text).get(20, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Ear> begin(String text) {
        var ear = new Ear();
        voice.synthesize(text, ear);
        return ear.done;
    }

    private static class Ear implements SynthesisListener {
        private final CompletableFuture<Ear> done = new CompletableFuture<>();
        private int samples;
        private long sum;

        double meanLevel() {
            return (double) sum / samples;
        }

        @Override
        public void onAudio(short[] audio, int offset, int length) {
            samples += length;
            for (int i = 0; i < length; i++) {
                sum += Math.abs(audio[offset + i]);
            }
        }

        @Override
        public void onCompleted() {
            done.complete(this);
        }

        @Override
        public void onFailed(SynthesisException reason) {
            done.completeExceptionally(reason);
        }
    }
}
