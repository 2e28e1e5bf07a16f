package dev.baton.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingTextToSpeechTest {
    private final HeldVoice voice = new HeldVoice();
    private final CachingTextToSpeech cached = new CachingTextToSpeech(voice, 64_000);
    private final TtsSession session = cached.open((uri, headers, listener) -> {
        throw new AssertionError("a local voice connects to nothing");
    });

    @Test
    void sameTextAgain_isNotSpokenAgain() {
        var first = speak("Which day?");
        voice.asked.get(0).speaks(100, 200);
        var second = speak("Which day?");

        assertThat(voice.asked).hasSize(1);
        assertThat(second.samples).isEqualTo(first.samples).hasSize(300);
        assertThat(second.completed).isEqualTo(1);
        assertThat(cached.hits()).isEqualTo(1);
        assertThat(cached.misses()).isEqualTo(1);
    }

    @Test
    void sameTextTwiceAtOnce_isSpokenIndependently() {
        var first = speak("Which day?");
        var second = speak("Which day?");
        voice.asked.get(1).speaks(50);

        assertThat(second.completed).isEqualTo(1);
        assertThat(first.completed).isZero();
        voice.asked.get(0).speaks(50);
        assertThat(first.completed).isEqualTo(1);
    }

    @Test
    void wordsOfAPhrase_areToldAgainWithIt() {
        speak("Which day?");
        var first = voice.asked.get(0);
        first.listener.onWord("Which", Duration.ofMillis(20));
        first.listener.onWord("day?", Duration.ofMillis(310));
        first.speaks(100);

        var second = speak("Which day?");

        assertThat(second.words).containsExactly("Which 20", "day? 310");
        assertThat(second.samples).hasSize(100);
    }

    @Test
    void failedSynthesis_isTriedAgain() {
        var first = speak("Which day?");
        voice.asked.get(0).fails();
        speak("Which day?");

        assertThat(first.failed).isEqualTo(1);
        assertThat(voice.asked).hasSize(2);
    }

    @Test
    void cancelledSynthesis_isNotKept() {
        var synthesis = session.synthesize("Which day?", new Heard());
        voice.asked.get(0).listener.onAudio(new short[10], 0, 10);
        synthesis.cancel();
        voice.asked.get(0).listener.onCompleted();
        speak("Which day?");

        assertThat(voice.asked).hasSize(2);
        assertThat(voice.asked.get(0).cancelled).isTrue();
    }

    @Test
    void textLongerThanItsShare_isSpokenButNotKept() {
        var first = speak("all of it");
        voice.asked.get(0).speaks(2000, 3000);
        speak("all of it");

        assertThat(first.samples).hasSize(5000);
        assertThat(voice.asked).hasSize(2);
    }

    @Test
    void moreTextsThanFit_oldOnesAreForgotten() {
        for (int i = 0; i < 100; i++) {
            speak("text " + i);
            voice.asked.get(i).speaks(3000);
        }
        int spokenOnce = voice.asked.size();
        for (int i = 0; i < 100; i++) {
            speak("text " + i);
        }

        // 64,000 bytes hold ten texts of 6,000 bytes.
        assertThat(spokenOnce).isEqualTo(100);
        assertThat(cached.hits()).isBetween(1L, 10L);
    }

    @Test
    void samplesAreReusedByVoice_cacheKeepsItsOwn() {
        speak("Which day?");
        var reused = new short[] {1, 2, 3};
        voice.asked.get(0).listener.onAudio(reused, 0, 3);
        reused[0] = 99;
        voice.asked.get(0).listener.onCompleted();

        assertThat(speak("Which day?").samples).containsExactly((short) 1, (short) 2, (short) 3);
    }

    @Test
    void noRoom_isRefused() {
        assertThatThrownBy(() -> new CachingTextToSpeech(voice, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxBytes=0");
    }

    private Heard speak(String text) {
        var heard = new Heard();
        session.synthesize(text, heard);
        return heard;
    }

    private static final class Heard implements TextToSpeech.SynthesisListener {
        private final List<Short> samples = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private int completed;
        private int failed;

        @Override
        public void onAudio(short[] audio, int offset, int length) {
            for (int i = 0; i < length; i++) {
                samples.add(audio[offset + i]);
            }
        }

        @Override
        public void onWord(String word, Duration begins) {
            words.add(word + " " + begins.toMillis());
        }

        @Override
        public void onCompleted() {
            completed++;
        }

        @Override
        public void onFailed(SynthesisException reason) {
            failed++;
        }
    }

    /** Speaks when the test says so. */
    private static final class HeldVoice implements LocalVoice {
        private final List<Asked> asked = new ArrayList<>();

        @Override
        public String name() {
            return "held";
        }

        @Override
        public int sampleRateHz() {
            return 16_000;
        }

        @Override
        public Synthesis synthesize(String text, SynthesisListener listener) {
            var request = new Asked(listener);
            asked.add(request);
            return () -> request.cancelled = true;
        }
    }

    private static final class Asked {
        private final TextToSpeech.SynthesisListener listener;
        private boolean cancelled;

        Asked(TextToSpeech.SynthesisListener listener) {
            this.listener = listener;
        }

        void speaks(int... chunks) {
            short next = 0;
            for (int length : chunks) {
                var audio = new short[length];
                for (int i = 0; i < length; i++) {
                    audio[i] = next++;
                }
                listener.onAudio(audio, 0, length);
            }
            listener.onCompleted();
        }

        void fails() {
            listener.onFailed(new SynthesisException("no voice", "", "", null));
        }
    }
}
