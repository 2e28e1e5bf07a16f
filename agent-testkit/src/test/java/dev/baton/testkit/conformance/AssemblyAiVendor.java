package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.stt.AssemblyAi;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** AssemblyAI's universal streaming as its documents show it. */
final class AssemblyAiVendor implements SttVendor {
    private final AudioEncoding encoding;
    private int turn;

    AssemblyAiVendor(AudioEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public SpeechToText service(URI address, String key) {
        return AssemblyAi.builder().url(address).apiKey(key).encoding(encoding).build();
    }

    @Override
    public AudioFormat declared(URI address) {
        return Query.declared(address);
    }

    @Override
    public Received received(String text) {
        return switch (text) {
            case "{\"type\":\"ForceEndpoint\"}" -> new Received.Finalize();
            case "{\"type\":\"Terminate\"}" -> new Received.CloseStream();
            case "{\"type\":\"KeepAlive\"}" -> new Received.KeepAlive();
            default -> new Received.Other(text);
        };
    }

    @Override
    public String greeting() {
        return "{\"type\":\"Begin\",\"id\":\"b2\",\"expires_at\":1893456000}";
    }

    @Override
    public String interim(String text) {
        return turn(turn, false, text, List.of());
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return turn(turn++, true, text, words);
    }

    private static String turn(int order, boolean end, String text, List<SttEvent.Word> words) {
        return "{\"type\":\"Turn\",\"turn_order\":" + order + ",\"turn_is_formatted\":false,\"end_of_turn\":" + end
                + ",\"transcript\":\"" + text + "\",\"words\":["
                + words.stream()
                        .map(each -> "{\"text\":\"" + each.text() + "\",\"start\":" + each.startMillis() + ",\"end\":"
                                + each.endMillis() + ",\"word_is_final\":true}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Override
    public String last() {
        return "{\"type\":\"Termination\",\"audio_duration_seconds\":9.1,\"session_duration_seconds\":9.4}";
    }

    @Override
    public String error(String reason) {
        return "{\"type\":\"Error\",\"error_code\":3006,\"error\":\"" + reason + "\"}";
    }

    @Override
    public Duration shortestMessage() {
        return Duration.ofMillis(50);
    }

    @Override
    public boolean refusesShorter() {
        return true;
    }

    @Override
    public Duration longestMessage() {
        return Duration.ofSeconds(1);
    }
}
