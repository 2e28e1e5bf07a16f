package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.stt.DeepgramFlux;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deepgram's Flux as its documents show it. */
final class DeepgramFluxVendor implements SttVendor {
    private final AudioEncoding encoding;
    private int turn;

    DeepgramFluxVendor(AudioEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public SpeechToText service(URI address, String key) {
        return DeepgramFlux.builder()
                .url(address)
                .apiKey(key)
                .encoding(encoding)
                .build();
    }

    @Override
    public AudioFormat declared(URI address) {
        return Query.declared(address);
    }

    @Override
    public Received received(String text) {
        return text.equals("{\"type\":\"CloseStream\"}") ? new Received.CloseStream() : new Received.Other(text);
    }

    @Override
    public String greeting() {
        return "{\"type\":\"Connected\",\"request_id\":\"r-2\",\"sequence_id\":0}";
    }

    @Override
    public String interim(String text) {
        return turnInfo("Update", turn, text, List.of());
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return turnInfo("EndOfTurn", turn++, text, words);
    }

    private static String turnInfo(String event, int turn, String text, List<SttEvent.Word> words) {
        return "{\"type\":\"TurnInfo\",\"event\":\"" + event + "\",\"turn_index\":" + turn + ",\"transcript\":\"" + text
                + "\",\"words\":[" + PulseVendor.words(words) + "]}";
    }

    @Override
    public @Nullable String last() {
        return null;
    }

    @Override
    public String error(String reason) {
        return "{\"type\":\"Error\",\"sequence_id\":11,\"code\":\"INTERNAL_SERVER_ERROR\",\"description\":\"" + reason
                + "\"}";
    }
}
