package dev.baton.testkit.audio;

import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A voice that says each word as the tones of its number, as a {@link SyntheticCaller} does, so that a test can tell the words from the sound: {@link #words}. At once and within the call. Words that its
 * {@link Vocabulary} lacks fail.
 */
public final class WordVoice implements LocalVoice {
    private static final int SAMPLE_RATE_HZ = 16_000;
    private static final int GAP_MILLIS = 60;
    private static final double LEVEL_DBFS = -20;

    private final Vocabulary vocabulary;

    /** Speaks {@link Vocabulary#english()}. */
    public WordVoice() {
        this(Vocabulary.english());
    }

    public WordVoice(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The words in such a voice's speech, in order; those whose sound is damaged are missing. */
    public static List<String> words(short[] samples, int sampleRateHz, Vocabulary vocabulary) {
        var words = new ArrayList<String>();
        new WordToneDecoder(sampleRateHz, (number, startMillis) -> words.add(vocabulary.word(number)))
                .accept(samples, 0, samples.length);
        return words;
    }

    @Override
    public String name() {
        return "word tones";
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public Synthesis synthesize(String text, SynthesisListener listener) {
        try {
            long begins = 0;
            for (String word : text.strip().split("\\s+", -1)) {
                var sound = new float[SAMPLE_RATE_HZ * (WordTones.WORD_MILLIS + GAP_MILLIS) / 1000];
                WordTones.add(
                        sound, SAMPLE_RATE_HZ * GAP_MILLIS / 1000, SAMPLE_RATE_HZ, vocabulary.number(word), LEVEL_DBFS);
                listener.onWord(word, Duration.ofMillis(begins + GAP_MILLIS));
                begins += WordTones.WORD_MILLIS + GAP_MILLIS;
                listener.onAudio(Tones.toPcm16(sound, sound.length), 0, sound.length);
            }
            listener.onCompleted();
        } catch (IllegalArgumentException e) {
            listener.onFailed(new SynthesisException(
                    String.valueOf(e.getMessage()), "", "give the voice a vocabulary that has the word", e));
        }
        return () -> {};
    }
}
