package dev.baton.translate;

import dev.baton.BatonException;
import java.time.Duration;

/**
 * What a translation session says. The service relates its messages to each other by their order alone; a text and the audio that speaks it come in either order.
 */
public sealed interface TranslationEvent {
    /** The service is booting what this session needs and does not listen yet; that may take half a minute, or minutes for the first use of a cloned voice. */
    record Starting() implements TranslationEvent {}

    /** The service listens; audio kept so far has been sent. */
    record Ready(String address, Settings settings) implements TranslationEvent {}

    /** What is in force, as the service says it. */
    record Updated(Settings settings) implements TranslationEvent {}

    /**
     * More of what was said, in the language of the speaker; adds to what came before within one utterance. Not sent by every service.
     *
     * @param text what is added, blanks included
     * @param soFar all of the utterance
     */
    record SourceTextDelta(String text, String soFar) implements TranslationEvent {}

    /** What was said, whole, in the language of the speaker. Not sent for every session. */
    record SourceText(String text) implements TranslationEvent {}

    /**
     * More of a translation; adds to what came before.
     *
     * @param text what is added, blanks included
     * @param soFar all of this translation
     */
    record TextDelta(String text, String soFar) implements TranslationEvent {}

    /** A translation, whole. */
    record Text(String text) implements TranslationEvent {}

    /**
     * The translation as speech: mono, at {@link SpeechTranslator#outputSampleRateHz()}, continuing what came before. Comes as fast as the service sends it, which may be faster than it is to be heard.
     *
     * @param samples the receiver's; never empty
     */
    @SuppressWarnings("ArrayRecordComponent") // audio is handed over, never compared
    record Audio(short[] samples) implements TranslationEvent {}

    /** The speech of one translation is complete. */
    record AudioDone() implements TranslationEvent {}

    /** Audio could not be sent and is lost: this is what, of the audio handed over. */
    record AudioDropped(long samples) implements TranslationEvent {}

    /**
     * The service or the connection complains, or something is missing of the translation; {@link Closed} follows if it is over.
     *
     * @param fatal whether another connection would be refused as well: a key, a setting or an address that is not accepted
     * @param retryAfter how long the service wants to be left alone; zero where it did not say
     */
    record Error(BatonException reason, boolean fatal, Duration retryAfter) implements TranslationEvent {
        /** A complaint that may pass. */
        public Error(BatonException reason) {
            this(reason, false, Duration.ZERO);
        }
    }

    /** A message of a kind that this version does not know. */
    record Unrecognized(String type, String json) implements TranslationEvent {}

    /** A message that the application has taught a service's client to read: {@code builder.event("weather", Weather::parse)}, where {@code Weather} implements this. */
    non-sealed interface Extension extends TranslationEvent {}

    /**
     * Nothing follows.
     *
     * @param code the WebSocket close code; 1006 where none was received
     * @param asked whether we had asked for it; a close that nobody asked for is an outage
     */
    record Closed(int code, String reason, boolean asked) implements TranslationEvent {}

    /**
     * A session's settings as the service repeats them; a part that it leaves out is empty.
     *
     * @param session the service's own id
     * @param model what the service calls the quality: its mode or its model
     */
    record Settings(String session, String model, String sourceLanguage, String targetLanguage) {}
}
