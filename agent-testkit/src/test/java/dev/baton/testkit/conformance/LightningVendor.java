package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.util.List;

/** Smallest Lightning as its first examples show it. */
final class LightningVendor implements SttVendor {
    @Override
    public SpeechToText service(URI address, String key) {
        return SmallestLightning.builder().url(address).apiKey(key).build();
    }

    @Override
    public AudioFormat declared(URI address) {
        return Query.declared(address);
    }

    @Override
    public Received received(String text) {
        return text.equals("{\"type\":\"end\"}") ? new Received.CloseStream() : new Received.Other(text);
    }

    @Override
    public String interim(String text) {
        return "{\"session_id\":\"sess_1\",\"transcript\":\"" + text + "\",\"full_transcript\":\"" + text
                + "\",\"is_final\":false,\"is_last\":false}";
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return "{\"session_id\":\"sess_1\",\"transcript\":\"" + text
                + "\",\"is_final\":true,\"is_last\":false,\"language\":\"en\",\"word_timestamps\":["
                + PulseVendor.words(words) + "]}";
    }

    @Override
    public String last() {
        return "{\"session_id\":\"sess_1\",\"transcript\":\"\",\"is_final\":true,\"is_last\":true}";
    }

    @Override
    public String error(String reason) {
        return "{\"status\":\"error\",\"error\":{\"message\":\"" + reason + "\",\"code\":\"STREAM_ERROR\"}}";
    }
}
