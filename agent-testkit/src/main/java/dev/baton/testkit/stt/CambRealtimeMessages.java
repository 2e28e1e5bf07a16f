package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.CambRealtimeRequestReader.Request;
import java.util.Base64;

/** Writes what the service says. */
final class CambRealtimeMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TranslationSettings settings;

    CambRealtimeMessages(TranslationSettings settings) {
        this.settings = settings;
    }

    private static ObjectNode of(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static Message notice(ObjectNode json) {
        return Message.notice(json.path("type").asText(), json.toString());
    }

    Message starting() {
        return notice(of("session.starting"));
    }

    Message created(Request request, String id) {
        var json = of("session.created");
        describe(json.putObject("session").put("id", id), request);
        return new Message(Message.Kind.GREETING, "session.created", json.toString());
    }

    Message updated(Request request) {
        var json = of("session.updated");
        describe(json.putObject("session"), request);
        return notice(json);
    }

    private void describe(ObjectNode session, Request request) {
        if (settings.names != TranslationSettings.Names.MODE) {
            session.put("model", request.model());
        }
        if (settings.names != TranslationSettings.Names.MODEL) {
            session.put("mode", request.mode());
        }
        session.put("source_language", request.source()).put("target_language", request.target());
        var outputs = session.putArray("output_modalities");
        CambRealtimeRequestReader.modalities(request).forEach(outputs::add);
        if (request.voice() != null) {
            session.putObject("voice").put("type", "cloned").put("voice_id", request.voice());
        }
    }

    Message sourceDelta(String delta) {
        return Message.interim(of("conversation.item.input_audio_transcription.delta")
                .put("delta", delta)
                .toString());
    }

    Message sourceText(String text) {
        return notice(
                of("conversation.item.input_audio_transcription.completed").put("transcript", text));
    }

    Message textDelta(String delta) {
        return Message.interim(of("response.text.delta").put("delta", delta).toString());
    }

    Message textDone(String text) {
        return Message.finalText(
                false, of("response.text.done").put("text", text).toString());
    }

    /** @param pcm signed 16-bit little-endian, 24 kHz */
    Message audio(byte[] pcm) {
        return settings.audioForm == TranslationSettings.AudioForm.BINARY
                ? Message.audio(pcm)
                : new Message(
                        Message.Kind.AUDIO,
                        "audio",
                        of("response.audio.delta")
                                .put("delta", Base64.getEncoder().encodeToString(pcm))
                                .toString());
    }

    Message audioDone() {
        return new Message(
                Message.Kind.AUDIO_DONE,
                "response.audio.done",
                of("response.audio.done").toString());
    }

    Message error(String message) {
        var json = of("error");
        json.putObject("error").put("message", message);
        return new Message(Message.Kind.ERROR, "error", json.toString());
    }
}
