package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.stt.CambListen;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.util.List;

/** CAMB's live transcription as its documents show it. */
final class CambVendor extends ListenVendor {
    CambVendor(AudioEncoding encoding) {
        super(encoding);
    }

    @Override
    public SpeechToText service(URI address, String key) {
        return CambListen.builder().url(address).apiKey(key).encoding(encoding).build();
    }

    @Override
    public String greeting() {
        return "{\"type\":\"Ready\"}";
    }

    @Override
    public String interim(String text) {
        return results(text, List.of(), false);
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return results(text, words, true);
    }

    private static String results(String text, List<SttEvent.Word> words, boolean isFinal) {
        return "{\"type\":\"Results\",\"is_final\":" + isFinal
                + ",\"start\":0.0,\"duration\":0.0,\"channel\":{\"alternatives\":[{\"transcript\":\"" + text
                + "\",\"confidence\":0.9,\"words\":[" + PulseVendor.words(words) + "]}]}}";
    }

    @Override
    public String error(String reason) {
        return "{\"type\":\"Error\",\"code\":\"invalid_language\",\"message\":\"" + reason + "\"}";
    }
}
