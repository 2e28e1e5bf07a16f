package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttMessage;
import dev.baton.stt.SttMessages;
import dev.baton.stt.WebSocketStt;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services of every kind that {@link WebSocketStt} speaks with, of messages that are as short as can be. */
enum MessagesVendor implements SttVendor {
    MARKS_ANSWERS,
    ANSWERS_WITHOUT_MARKS,
    FINALIZES_BY_ITSELF,
    ENDS_TURNS,
    ENDS_TURNS_AND_FINALIZES,
    WITHOUT_INTERIMS;

    @Override
    public SpeechToText service(URI address, String key) {
        var builder = WebSocketStt.builder("plain", address, Messages::new)
                .keyHeader("X-Key", "")
                .apiKey(key)
                .answers(marks() ? FinalizeAnswers.MARKED : FinalizeAnswers.BY_AUDIO)
                .finalAfter(finalizes() ? Duration.ZERO : Duration.ofMillis(400))
                .endsTurns(endsTurns());
        return (this == WITHOUT_INTERIMS ? builder.withoutInterims() : builder).build();
    }

    private boolean finalizes() {
        return this != FINALIZES_BY_ITSELF && this != ENDS_TURNS;
    }

    private boolean marks() {
        return finalizes() && this != ANSWERS_WITHOUT_MARKS;
    }

    private boolean endsTurns() {
        return this == ENDS_TURNS || this == ENDS_TURNS_AND_FINALIZES;
    }

    @Override
    public AudioFormat declared(URI address) {
        return AudioFormat.linear16(16_000);
    }

    @Override
    public Received received(String text) {
        return switch (text) {
            case "{\"type\":\"flush\"}" -> new Received.Finalize();
            case "{\"type\":\"bye\"}" -> new Received.CloseStream();
            default -> new Received.Other(text);
        };
    }

    @Override
    public @Nullable String interim(String text) {
        return this == WITHOUT_INTERIMS ? null : message("interim", text);
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return message(marks() && answersFinalize ? "answer" : "final", text);
    }

    @Override
    public @Nullable String turnEnded() {
        return endsTurns() ? message("over", "") : null;
    }

    @Override
    public @Nullable String last() {
        return null;
    }

    @Override
    public String error(String reason) {
        return message("error", reason);
    }

    @Override
    public Duration shortestMessage() {
        return Duration.ZERO;
    }

    private static String message(String type, String text) {
        return "{\"type\":\"" + type + "\",\"text\":\"" + text + "\"}";
    }

    private final class Messages implements SttMessages {
        @Override
        public @Nullable String finalizeRequest() {
            return finalizes() ? "{\"type\":\"flush\"}" : null;
        }

        @Override
        public String closeStream() {
            return "{\"type\":\"bye\"}";
        }

        @Override
        public boolean read(SttMessage message, Told told) {
            var text = message.text("text");
            switch (kind(message)) {
                case "interim" -> told.interim(text, List.of());
                case "final" -> told.finalText(text, List.of(), false);
                case "answer" -> told.finalText(text, List.of(), true);
                case "over" -> told.event(new SttEvent.TurnEnded(0));
                case "error" -> told.complaint(text, false);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
