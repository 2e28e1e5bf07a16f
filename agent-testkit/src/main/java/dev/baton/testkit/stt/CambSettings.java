package dev.baton.testkit.stt;

import java.time.Duration;

/**
 * What CAMB's documents leave open about live transcription, or contradict each other in: how a {@link LocalSttServer} behaves there. Immutable.
 *
 * @param finals whether utterances are made final; one document says that nothing ever is
 * @param interimWords whether interims have their words, as two documents say, or an empty list, as the newest reference does; finals always have them
 * @param utteranceEnd where {@code UtteranceEnd} comes; the documents say "around finals"
 * @param readyDelay from the upgrade to {@code Ready}; nothing is said before, and audio is taken all the same
 * @param keyRefusal how a key that is not accepted is refused
 * @param pause quiet after speech that ends an utterance; "short" is all that is documented
 */
public record CambSettings(
        boolean finals,
        boolean interimWords,
        UtteranceEnd utteranceEnd,
        Duration readyDelay,
        KeyRefusal keyRefusal,
        Duration pause) {
    private static final Duration SHORT = Duration.ofMillis(500);

    /** Where the mark of an utterance's end comes. */
    public enum UtteranceEnd {
        BEFORE_FINAL,
        AFTER_FINAL,
        NEVER
    }

    /** How a key is refused. */
    public enum KeyRefusal {
        /** The upgrade is answered with 401 or 403. */
        HTTP,
        /** The upgrade is granted; an {@code Error} and close 1008 follow. */
        ERROR_THEN_1008
    }

    public CambSettings {
        if (readyDelay.isNegative() || pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("readyDelay must not be negative and pause must be positive, readyDelay="
                    + readyDelay + ", pause=" + pause);
        }
    }

    /** The newest reference page: finals, words on finals only, the mark after its final; {@code Ready} at once. */
    public static CambSettings defaults() {
        return new CambSettings(true, false, UtteranceEnd.AFTER_FINAL, Duration.ZERO, KeyRefusal.HTTP, SHORT);
    }

    public CambSettings withFinals(boolean finals) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }

    public CambSettings withInterimWords(boolean interimWords) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }

    public CambSettings withUtteranceEnd(UtteranceEnd utteranceEnd) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }

    public CambSettings withReadyDelay(Duration readyDelay) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }

    public CambSettings withKeyRefusal(KeyRefusal keyRefusal) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }

    public CambSettings withPause(Duration pause) {
        return new CambSettings(finals, interimWords, utteranceEnd, readyDelay, keyRefusal, pause);
    }
}
