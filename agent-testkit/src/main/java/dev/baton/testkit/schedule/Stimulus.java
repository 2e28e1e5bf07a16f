package dev.baton.testkit.schedule;

/**
 * One thing that happens in a scheduled call from outside, at its time.
 *
 * @param atMillis on the call's clock
 * @param lengthMillis how long it lasts, where it does
 * @param count how many words, keys or setting; see {@link Kind}
 * @param variant which sort of it; see {@link Kind}
 */
public record Stimulus(int atMillis, Kind kind, int lengthMillis, int count, int variant) {
    /** What happens. */
    public enum Kind {
        /** The caller says {@code count} words; detector and recogniser hear them. With no word it is a cough that the detector takes for speech. */
        SPEECH,
        /** The caller says {@code count} words that only the recogniser hears. */
        MURMUR,
        /** A sound that only the detector hears, for {@code lengthMillis}. */
        NOISE,
        /** The recogniser tells an interim text of what it has not finalized; with {@code variant} 1 it repeats the last one. */
        INTERIM,
        /** The recogniser finalizes by itself; with {@code variant} 1 it marks the text as an answer although nobody asked. */
        FINAL,
        /** The recogniser says its last final again. */
        FINAL_AGAIN,
        /** The recogniser hears speech begin. */
        STT_SPEECH_STARTED,
        /** The recogniser says that the turn is over. */
        STT_TURN_ENDED,
        /** The recogniser expects the end of the turn. */
        STT_TURN_EXPECTED,
        /** The recogniser no longer expects it. */
        STT_TURN_RESUMED,
        /** The end-of-turn detector has looked for {@code lengthMillis} and says complete ({@code variant} 1) or not. */
        VERDICT,
        /** The connection to the recogniser is lost; with {@code variant} 1 the service refuses any other; with 1 and 2 it is lost while it closes too. */
        CONNECTION_LOST,
        /** The detector throws, once. */
        DETECTOR_FAILURE,
        /** No audio comes for {@code lengthMillis}. */
        AUDIO_GAP,
        /** The caller presses the key {@code (char) variant}. */
        KEY,
        /** The caller types a line of {@code count} words. */
        TYPED,
        /** The application stops listening, for {@code lengthMillis}. */
        MUTE,
        /** The application changes settings, to those with index {@code variant}. */
        SETTINGS,
        /** The caller hangs up; nothing that the caller does later happens. */
        HANG_UP
    }

    static Stimulus of(int atMillis, Kind kind) {
        return new Stimulus(atMillis, kind, 0, 0, 0);
    }
}
