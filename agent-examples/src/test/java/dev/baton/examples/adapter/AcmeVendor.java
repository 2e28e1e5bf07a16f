package dev.baton.examples.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.audio.AudioFormat;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import dev.baton.testkit.conformance.Received;
import dev.baton.testkit.conformance.SttVendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Acme's side of the wire, as its documentation has it. */
final class AcmeVendor implements SttVendor {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public SpeechToText service(URI address, String key) {
        return Acme.speechToText(address, key);
    }

    @Override
    public AudioFormat declared(URI address) {
        return AudioFormat.linear16(Integer.parseInt(address.getQuery().replaceFirst(".*\\brate=(\\d+).*", "$1")));
    }

    @Override
    public Received received(String text) {
        return switch (text) {
            case "{\"t\":\"flush\"}" -> new Received.Finalize();
            case "{\"t\":\"bye\"}" -> new Received.CloseStream();
            default -> new Received.Other(text);
        };
    }

    @Override
    public String greeting() {
        return message("hello").put("id", "s-1").toString();
    }

    @Override
    public String interim(String text) {
        return message("text").put("final", false).put("text", text).toString();
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        var message = message("text")
                .put("final", true)
                .put("flushed", answersFinalize)
                .put("text", text);
        var list = message.putArray("words");
        for (var word : words) {
            list.addObject()
                    .put("w", word.text())
                    .put("from", word.startMillis() / 1_000.0)
                    .put("to", word.endMillis() / 1_000.0);
        }
        return message.toString();
    }

    @Override
    public String last() {
        return message("bye").toString();
    }

    @Override
    public String error(String reason) {
        return message("error").put("code", "internal").put("msg", reason).toString();
    }

    @Override
    public String unknown() {
        return message("conformance_unknown").put("value", 1).toString();
    }

    @Override
    public Duration shortestMessage() {
        return Duration.ofMillis(20);
    }

    @Override
    public boolean refusesShorter() {
        return true;
    }

    @Override
    public Duration longestMessage() {
        return Duration.ofMillis(200);
    }

    private static ObjectNode message(String kind) {
        return JSON.createObjectNode().put("t", kind);
    }
}
