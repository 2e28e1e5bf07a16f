package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Smallest Pulse as its documents show it. */
final class PulseVendor implements SttVendor {
    @Override
    public SpeechToText service(URI address, String key) {
        return SmallestPulse.builder().url(address).apiKey(key).build();
    }

    @Override
    public AudioFormat declared(URI address) {
        return Query.declared(address);
    }

    @Override
    public Received received(String text) {
        return switch (text) {
            case "{\"type\":\"finalize\"}" -> new Received.Finalize();
            case "{\"type\":\"close_stream\"}" -> new Received.CloseStream();
            default -> new Received.Other(text);
        };
    }

    @Override
    public String interim(String text) {
        return "{\"type\":\"transcription\",\"transcript\":\"" + text + "\",\"is_final\":false,\"is_last\":false}";
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return "{\"type\":\"transcription\",\"transcript\":\"" + text + "\",\"is_final\":true,\"is_last\":false,"
                + "\"from_finalize\":" + answersFinalize + ",\"words\":[" + words(words) + "]}";
    }

    static String words(List<SttEvent.Word> words) {
        return words.stream()
                .map(each -> "{\"word\":\"" + each.text() + "\",\"start\":" + each.startMillis() / 1e3 + ",\"end\":"
                        + each.endMillis() / 1e3 + "}")
                .collect(Collectors.joining(","));
    }

    @Override
    public String last() {
        return "{\"type\":\"transcription\",\"transcript\":\"\",\"is_final\":true,\"is_last\":true}";
    }

    @Override
    public String error(String reason) {
        return "{\"type\":\"error\",\"status\":\"error\",\"message\":\"" + reason + "\"}";
    }
}
