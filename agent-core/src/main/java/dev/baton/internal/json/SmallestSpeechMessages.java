package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Smallest's Lightning text to speech over a WebSocket: a JSON message asks for a text, JSON messages bring its audio as base64.
 *
 * <p>Answers carry the service's own id and, by the documents, ours as {@code external_request_id}. Examples leave that one out at times, so that the service's id is remembered with the first answer that
 * has both; where ours never comes, a new id is that of the oldest text without one, as the service answers in order.
 */
public final class SmallestSpeechMessages implements SpeechProtocol {
    /** Requests that the service never says to be complete must not fill the memory. */
    private static final int MOST_REQUESTS = 64;

    /**
     * What is asked for with each text.
     *
     * @param completeBackoffMillis quiet after which the service says that a text is complete
     */
    public record Voice(
            String id,
            String model,
            String language,
            int sampleRateHz,
            double speed,
            long completeBackoffMillis,
            boolean words) {
        /** For people. */
        @Override
        public String toString() {
            return "model=" + model + " voice_id=" + id + " language=" + language + " sample_rate=" + sampleRateHz;
        }
    }

    /** One request that is not complete. */
    private static final class Request {
        private final String id;
        private final boolean isText;
        private final SampleJoiner joiner = new SampleJoiner();
        /** The service's own id; null until it has said one. */
        private @Nullable String theirs;

        Request(String id, boolean isText) {
            this.id = id;
            this.isText = isText;
        }
    }

    private final Voice voice;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private boolean repeatsOurIds;

    public SmallestSpeechMessages(Voice voice) {
        this.voice = voice;
    }

    @Override
    public boolean saysReady() {
        return false;
    }

    @Override
    public List<String> speak(String id, String text) {
        return request(new Request(id, true), text);
    }

    /** A text without words, as integrators do it. */
    @Override
    public List<String> keepAlive(String id) {
        return request(new Request(id, false), " ");
    }

    private List<String> request(Request request, String text) {
        requests.put(request.id, request);
        if (requests.size() > MOST_REQUESTS) {
            requests.remove(requests.keySet().iterator().next());
        }
        var json = JsonNodeFactory.instance.objectNode();
        json.put("text", text).put("voice_id", voice.id).put("model", voice.model);
        json.put("sample_rate", voice.sampleRateHz).put("language", voice.language);
        json.put("speed", voice.speed).put("output_format", "pcm");
        // The text is whole: nothing is to be waited for.
        json.put("continue", false).put("flush", true);
        json.put("complete_backoff_ms", voice.completeBackoffMillis).put("word_timestamps", voice.words);
        json.put("request_id", request.id);
        return List.of(json.toString());
    }

    @Override
    public boolean isToldApart(String id) {
        var request = requests.get(id);
        return repeatsOurIds || request == null || request.theirs != null;
    }

    @Override
    public boolean isBusyBeside(String id) {
        return requests.keySet().stream().anyMatch(each -> !each.equals(id));
    }

    /** The service says so. */
    @Override
    public boolean mayBeComplete() {
        return false;
    }

    @Override
    public void text(String json, Consumer<SpeechMessage> out) {
        var message = WireJson.object(json);
        if (message == null) {
            out.accept(unreadable("a message of " + json.length() + " characters that is not one JSON object"));
            return;
        }
        switch (message.path("status").asText("")) {
            case "chunk" -> audio(message, out);
            case "word_timestamp" -> word(message, out);
            case "complete" -> complete(message, out);
            case "error" -> error(message, out);
            case "" -> {
                if (message.has("error")) {
                    error(message, out);
                }
            }
            default -> {
                // Of a version to come.
            }
        }
    }

    /** Not documented; audio that has no id can only be that of the one text under way. */
    @Override
    public void binary(ByteBuffer bytes, Consumer<SpeechMessage> out) {
        var request = only();
        if (request != null) {
            audio(request, request.joiner.join(bytes), out);
        }
    }

    private void audio(JsonNode message, Consumer<SpeechMessage> out) {
        var request = of(message, true);
        if (request == null) {
            return;
        }
        var audio = message.path("data").path("audio");
        if (!audio.isTextual()) {
            out.accept(unreadable("audio that is not text"));
            return;
        }
        try {
            audio(request, request.joiner.join(Base64.getDecoder().decode(audio.textValue())), out);
        } catch (IllegalArgumentException e) {
            out.accept(unreadable("audio of " + audio.textValue().length() + " characters that is not base64"));
        }
    }

    private static void audio(Request request, short[] samples, Consumer<SpeechMessage> out) {
        if (samples.length > 0) {
            out.accept(new SpeechMessage.Audio(request.id, samples));
        }
    }

    private void word(JsonNode message, Consumer<SpeechMessage> out) {
        var request = of(message, true);
        var data = message.path("data");
        var word = WireJson.text(data, "word").strip();
        long millis = WireWords.millis(data.path("start"));
        if (request != null && voice.words && !word.isEmpty() && millis >= 0) {
            out.accept(new SpeechMessage.Word(request.id, word, Duration.ofMillis(millis)));
        }
    }

    private void complete(JsonNode message, Consumer<SpeechMessage> out) {
        var request = of(message, false);
        if (request != null) {
            requests.remove(request.id);
            out.accept(new SpeechMessage.Completed(request.id));
        }
    }

    private void error(JsonNode message, Consumer<SpeechMessage> out) {
        var said = RefusalBody.reason(message.toString());
        var reason = said.isEmpty() ? "an error without a text" : said;
        // Whatever has no id may be about all of them.
        var request = message.has("request_id") || message.has("external_request_id") ? of(message, false) : null;
        if (request == null) {
            out.accept(new SpeechMessage.Broken(reason, false));
        } else {
            requests.remove(request.id);
            out.accept(new SpeechMessage.Failed(request.id, reason));
        }
    }

    /**
     * The request that a message is about.
     *
     * @param speech whether the message is of speech, of which a request that keeps alive has none
     * @return null where it is about none that is under way, or nobody can tell
     */
    private @Nullable Request of(JsonNode message, boolean speech) {
        var ours = WireJson.text(message, "external_request_id");
        var theirs = WireJson.text(message, "request_id");
        if (!ours.isEmpty()) {
            repeatsOurIds = true;
            var request = requests.get(ours);
            if (request != null && !theirs.isEmpty()) {
                request.theirs = theirs;
            }
            return request;
        }
        if (theirs.isEmpty()) {
            return only();
        }
        var known = requests.get(theirs); // a server may take our id for its own
        return known != null ? known : byTheirs(theirs, speech);
    }

    private @Nullable Request byTheirs(String theirs, boolean speech) {
        var unnamed = new ArrayList<Request>();
        for (var request : requests.values()) {
            if (theirs.equals(request.theirs)) {
                return request;
            }
            if (request.theirs == null && (request.isText || !speech)) {
                unnamed.add(request);
            }
        }
        // What ends without having sounded is more likely a request that only keeps alive.
        var named = unnamed.stream()
                .filter(each -> speech || !each.isText)
                .findFirst()
                .orElse(unnamed.isEmpty() ? null : unnamed.get(0));
        if (named != null) {
            named.theirs = theirs;
        }
        return named;
    }

    private @Nullable Request only() {
        return requests.size() == 1 ? requests.values().iterator().next() : null;
    }

    private static SpeechMessage unreadable(String what) {
        return new SpeechMessage.Unreadable(what);
    }
}
