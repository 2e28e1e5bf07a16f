package dev.baton.testkit.stt;

import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordToneDecoder;
import dev.baton.testkit.audio.WordTones;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears the words of a {@code SyntheticCaller} in its tones: exactly those whose sound arrives whole. Answers at once, within the call; how long a real engine
 * would take is an option of the server. Always ready, knows no noise.
 */
public final class ScriptedRecognizer implements Recognizer {
    private final Vocabulary vocabulary;

    /** Understands {@link Vocabulary#english()}. */
    public ScriptedRecognizer() {
        this(Vocabulary.english());
    }

    public ScriptedRecognizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public Availability availability() {
        return Availability.READY;
    }

    @Override
    public Utterance begin(int sampleRateHz, Results results) {
        return new ToneUtterance(vocabulary, sampleRateHz, results);
    }

    @Override
    public void close() {}

    private static final class ToneUtterance implements Utterance {
        private static final float CONFIDENCE = 0.98f;

        private final Vocabulary vocabulary;
        private final Results results;
        private final WordToneDecoder decoder;
        private final List<Word> words = new ArrayList<>();
        private boolean over;

        ToneUtterance(Vocabulary vocabulary, int sampleRateHz, Results results) {
            this.vocabulary = vocabulary;
            this.results = results;
            this.decoder = new WordToneDecoder(sampleRateHz, this::heard);
        }

        private void heard(int number, long startMillis) {
            words.add(new Word(vocabulary.word(number), startMillis, startMillis + WordTones.WORD_MILLIS, CONFIDENCE));
            results.interim(new Transcript(words));
        }

        @Override
        public void audio(short[] pcm, int offset, int length) {
            if (!over) {
                decoder.accept(pcm, offset, length);
            }
        }

        @Override
        public void finish() {
            if (!over) {
                over = true;
                results.completed(new Transcript(words));
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
