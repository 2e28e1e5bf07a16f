package dev.baton.stt;

import dev.baton.BatonException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a speech-to-text session says. Times are milliseconds in the service's own clock: of the audio sent on this connection.
 */
public sealed interface SttEvent {
    /** The service listens; audio kept so far has been sent. */
    record Ready(String address) implements SttEvent {}

    /** Text that may still change; each one replaces the one before. */
    record Interim(String text, List<Word> words) implements SttEvent {}

    /**
     * Text that will not change, of the audio since the previous final.
     *
     * @param text may be empty: an answer without words
     * @param answersFinalize whether the service marked it as the answer to a finalize
     * @param last whether nothing follows on this connection
     */
    record Final(String text, List<Word> words, boolean answersFinalize, boolean last) implements SttEvent {}

    /** The service heard speech begin. */
    record SpeechStarted(long atMillis) implements SttEvent {}

    /** The service heard speech end. */
    record SpeechEnded(long atMillis) implements SttEvent {}

    /** Audio could not be sent and is lost: this is what, of the audio handed over. */
    record AudioDropped(long samples) implements SttEvent {}

    /**
     * So much silence was sent behind the audio handed over so far, because the service takes no message as short as what was left of it. The service counts it like any other audio, so that
     * its later times are later by as much.
     */
    record SilenceSent(long samples) implements SttEvent {}

    /**
     * The service expects that the speaker's turn is about to be over.
     *
     * @param atMillis of the audio that it had heard by then
     */
    record TurnExpected(long atMillis) implements SttEvent {}

    /**
     * The speaker goes on: what {@link TurnExpected} told has not come true.
     *
     * @param atMillis of the audio that the service had heard by then
     */
    record TurnResumed(long atMillis) implements SttEvent {}

    /** The service says that the speaker's turn is over. */
    record TurnEnded(long atMillis) implements SttEvent {}

    /**
     * The service or the connection complains; {@link Closed} follows if it is over.
     *
     * @param fatal whether another connection would be refused as well: a key, a setting or an address that is not accepted
     * @param retryAfter how long the service wants to be left alone; zero where it did not say
     */
    record Error(BatonException reason, boolean fatal, Duration retryAfter) implements SttEvent {
        public Error(BatonException reason, boolean fatal) {
            this(reason, fatal, Duration.ZERO);
        }

        /** A complaint that may pass. */
        public Error(BatonException reason) {
            this(reason, false);
        }
    }

    /** A message of a kind that this version does not know. */
    record Unrecognized(String type, String json) implements SttEvent {}

    /**
     * A message that the application has taught a service's client to read: {@code builder.event("Weather", Weather::parse)}, where {@code Weather} implements this. Calls pass it by; {@link SttStream}
     * tells it to listeners of its class.
     */
    non-sealed interface Extension extends SttEvent {}

    /**
     * Nothing follows.
     *
     * @param code the WebSocket close code; 1006 where none was received
     * @param asked whether we had asked for it; a close that nobody asked for is an outage
     */
    record Closed(int code, String reason, boolean asked) implements SttEvent {}

    /** @param confidence 0 to 1, or null where the service gives none */
    record Word(
            String text,
            long startMillis,
            long endMillis,
            @Nullable Float confidence) {}
}
