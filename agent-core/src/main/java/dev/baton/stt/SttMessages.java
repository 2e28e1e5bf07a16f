package dev.baton.stt;

import java.util.List;

/**
 * The messages of a service that {@link WebSocketStt} is to speak with, both ways: JSON in text messages, while audio goes up in binary ones. This is all that an adapter has to know.
 *
 * <p>Made anew for each connection, since some services must be read with what they said before. Used on the connection's event loop.
 */
public interface SttMessages extends SttRequests {
    /** The message's kind, for those that the adapter does not know; by default its field {@code type}. */
    default String kind(SttMessage message) {
        return message.text("type");
    }

    /**
     * Tells what a message says, which may be nothing, or more than one thing. A message that is no JSON object never comes here. Where this throws, the session tells an error and goes on.
     *
     * @return whether the message is of a kind that the adapter knows; another is told as {@link SttEvent.Unrecognized}
     */
    boolean read(SttMessage message, Told told);

    /** The stream has ended as we asked: tells what the service has said and not made final. */
    default void ended(Told told) {}

    /** What a message can say. Texts are told in any order and number; one without words is told on only where the service finalizes on request. */
    interface Told {
        /** The service listens; told again, it is passed over. */
        void ready();

        /** @param text so far, in place of the interim before */
        void interim(String text, List<SttEvent.Word> words);

        /**
         * @param text of the audio since the final before; may be empty
         * @param words with their times, or none
         * @param answersFinalize whether the service marks it as the answer to a finalize, which is believed; false where there is no mark
         */
        void finalText(String text, List<SttEvent.Word> words, boolean answersFinalize);

        /** Nothing follows. */
        void last();

        /**
         * The service complains. The stream goes on until the service closes it.
         *
         * @param reason in its own words; the key is taken out
         * @param fatal whether another connection would fare no better: a key, a setting or an address that is not accepted
         */
        void complaint(String reason, boolean fatal);

        /** Anything else, such as {@link SttEvent.SpeechStarted}, {@link SttEvent.TurnEnded} or an {@link SttEvent.Extension}; not what the session itself tells, which is what it sends and its end. */
        void event(SttEvent event);
    }
}
