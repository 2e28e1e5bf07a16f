package dev.baton.testkit.conformance;

import dev.baton.audio.AudioEncoding;
import dev.baton.stt.Deepgram;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.util.List;

/** Deepgram's live listen as its documents show it. */
final class DeepgramVendor extends ListenVendor {
    DeepgramVendor(AudioEncoding encoding) {
        super(encoding);
    }

    @Override
    public SpeechToText service(URI address, String key) {
        return Deepgram.builder().url(address).apiKey(key).encoding(encoding).build();
    }

    @Override
    public String interim(String text) {
        return results(text, List.of(), "\"is_final\":false");
    }

    @Override
    public String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize) {
        return results(text, words, "\"is_final\":true,\"from_finalize\":" + answersFinalize);
    }

    private static String results(String text, List<SttEvent.Word> words, String flags) {
        return "{\"type\":\"Results\",\"channel_index\":[0,1]," + flags
                + ",\"channel\":{\"alternatives\":[{\"transcript\":\"" + text + "\",\"words\":["
                + PulseVendor.words(words) + "]}]}}";
    }

    @Override
    public String error(String reason) {
        return "{\"type\":\"Error\",\"description\":\"" + reason + "\",\"variant\":\"DATA-0000\"}";
    }
}
