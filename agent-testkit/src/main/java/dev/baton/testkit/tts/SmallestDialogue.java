package dev.baton.testkit.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.audio.PacedSpeech;
import dev.baton.testkit.stt.ProtocolServer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Smallest's Lightning: each message is a request, answered with audio as base64, words, and {@code complete}. */
final class SmallestDialogue extends SpeechDialogue {
    private static final List<Integer> RATES = List.of(8000, 16000, 24000, 44100);
    private static final long MOST_BACKOFF_MILLIS = 10_000;

    private final int number;
    private int requests;
    private JsonNode current = JSON.createObjectNode();
    private String currentId = "";
    private boolean named;

    /** @param number of the connection, to tell ids apart */
    SmallestDialogue(TtsSettings settings, ProtocolServer.Line line, @Nullable TtsFault fault, int number) {
        super(settings, line, fault);
        this.number = number;
    }

    @Override
    public void onText(String text) {
        var request = parsed(text);
        var problem = problem(request);
        var id = "task_" + number + "_" + ++requests;
        if (problem != null) {
            line.received("bad request");
            refuse(request, id, problem);
        } else if (request.path("text").asText().isBlank()) {
            line.received("keep-alive");
            done(request, id);
        } else if (settings.refusesWhileBusy() && isSpeaking()) {
            line.received("text");
            refuse(request, id, "concurrency limit: 1 active request");
        } else {
            line.received("text");
            speak(request.path("text").asText(), request.path("sample_rate").asInt(44_100), new Answer(request, id));
        }
    }

    private static @Nullable String problem(JsonNode request) {
        if (request.isMissingNode()) {
            return "a message must be a JSON object";
        }
        if (!request.path("text").isTextual() || !request.path("voice_id").isTextual()) {
            return "text and voice_id are required";
        }
        if (!RATES.contains(request.path("sample_rate").asInt(44_100))) {
            return "sample_rate must be one of " + RATES;
        }
        double speed = request.path("speed").asDouble(1);
        if (speed < 0.5 || speed > 2) {
            return "speed must be within 0.5 and 2";
        }
        long backoff = request.path("complete_backoff_ms").asLong(0);
        return backoff < 0 || backoff > MOST_BACKOFF_MILLIS ? "complete_backoff_ms must be within 0 and 10000" : null;
    }

    private void refuse(JsonNode request, String id, String problem) {
        send("error", envelope(request, id, "error", true).put("message", problem));
    }

    private ObjectNode envelope(JsonNode request, String id, String status, boolean first) {
        var message = JSON.createObjectNode().put("session_id", "ws_" + number).put("request_id", id);
        boolean repeats = switch (settings.ids()) {
            case ALWAYS_BOTH -> true;
            case BOTH_AT_FIRST -> first;
            case THEIRS -> false;
        };
        if (repeats && request.has("request_id")) {
            message.put("external_request_id", request.path("request_id").asText());
        }
        return message.put("status", status);
    }

    @Override
    void sendAudio(byte[] pcm) {
        var message = envelope(current, currentId, "chunk", !named);
        named = true;
        message.putObject("data").put("audio", Base64.getEncoder().encodeToString(pcm));
        line.text("chunk", true, message.toString());
    }

    @Override
    void sendError() {
        line.text("error", false, "{\"status\":\"error\",\"message\":\"the voice is not available\"}");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the connection's end is dropped by the line
    private void done(JsonNode request, String id) {
        long backoff = Math.min(
                MOST_BACKOFF_MILLIS, request.path("complete_backoff_ms").asLong(4_000));
        line.loop()
                .schedule(
                        () -> {
                            send("complete", envelope(request, id, "complete", false));
                            if (settings.closesAfterComplete()
                                    && !request.path("text").asText().isBlank()) {
                                line.close(1000, "");
                            }
                        },
                        backoff,
                        TimeUnit.MILLISECONDS);
    }

    private final class Answer implements PacedSpeech.Listener {
        private final JsonNode request;
        private final String id;
        private int words;

        Answer(JsonNode request, String id) {
            this.request = request;
            this.id = id;
        }

        @Override
        public void audio(byte[] pcm) {
            if (!currentId.equals(id)) {
                current = request;
                currentId = id;
                named = false;
            }
            SmallestDialogue.this.audio(pcm);
        }

        @Override
        public void word(String word, Duration begins) {
            if (request.path("word_timestamps").asBoolean()) {
                var message = envelope(request, id, "word_timestamp", false);
                double start = begins.toMillis() / 1000.0;
                message.putObject("data")
                        .put("id", words++)
                        .put("word", word)
                        .put("start", start)
                        .put("end", start + 0.2);
                send("word_timestamp", message);
            }
        }

        @Override
        public void done() {
            flush();
            SmallestDialogue.this.done(request, id);
        }

        @Override
        public void failed(String reason) {
            refuse(request, id, reason);
        }
    }
}
