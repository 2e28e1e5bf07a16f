package dev.baton.testkit.stt;

import java.util.List;
import java.util.StringJoiner;

/**
 * Turns the audio of one utterance into words; the engine behind a {@code LocalSttServer}.
 *
 * <p>All methods are called on the server's event loop and must not block; results may come from any thread, in order. One recognizer serves all
 * connections.
 */
public interface Recognizer extends AutoCloseable {
    /** Whether one more connection can be served. */
    enum Availability {
        READY,
        /** Engines are loading; ask again soon. */
        WARMING_UP,
        /** All engines are in use and the queue is full. */
        BUSY
    }

    /** Asked before a connection is accepted: the server answers 503 with {@code Retry-After} unless it is {@link Availability#READY}. */
    Availability availability();

    /**
     * The first voiced audio of an utterance has arrived. May lease an engine until the utterance completes, fails or is cancelled.
     *
     * @param sampleRateHz of the mono audio that follows: 8000 where the client sends that, otherwise 16000
     */
    Utterance begin(int sampleRateHz, Results results);

    /** Releases the engines; utterances that still run are cancelled. */
    @Override
    void close();

    /** One stretch of speech with the pauses inside it, and a little quiet on either side. */
    interface Utterance {
        /** Adds samples; {@code pcm[offset .. offset + length)} is copied before this returns. */
        void audio(short[] pcm, int offset, int length);

        /**
         * Tells once, from any thread, when everything handed over so far has been worked off and its interim results told. A call on virtual time waits for that, so that interim
         * texts depend on the audio alone. What works within {@link #audio} is never behind.
         */
        default void whenCaughtUp(Runnable told) {
            told.run();
        }

        /** No audio follows; {@link Results#completed} or {@link Results#failed} does, also where there were no words. */
        void finish();

        /** Drops the utterance; nothing follows. */
        void cancel();
    }

    /** What an utterance yields. {@code completed} or {@code failed} comes once and last. */
    interface Results {
        /** Text that may still change; each one replaces the one before. */
        void interim(Transcript transcript);

        void completed(Transcript transcript);

        /** @param reason for a person, without the caller's words */
        void failed(String reason);
    }

    /**
     * @param startMillis from the utterance's first sample
     * @param confidence 0 to 1
     */
    record Word(String text, long startMillis, long endMillis, float confidence) {}

    /** Words in the order of their audio; may be none. */
    record Transcript(List<Word> words) {
        public static final Transcript EMPTY = new Transcript(List.of());

        public Transcript {
            words = List.copyOf(words);
        }

        /** The words with single blanks between them. */
        public String text() {
            var text = new StringJoiner(" ");
            words.forEach(word -> text.add(word.text()));
            return text.toString();
        }
    }
}
