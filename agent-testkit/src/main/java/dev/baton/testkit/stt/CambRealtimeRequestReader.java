package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads {@code session.update} as strictly as the service is documented to. */
final class CambRealtimeRequestReader {
    /** As documented. */
    static final Set<String> LANGUAGES = new TreeSet<>(List.of(
            "ar-ae", "ar-eg", "ar-sa", "de-de", "en-gb", "en-us", "es-es", "fr-ca", "fr-fr", "hi-in", "ja-jp", "ko-kr",
            "pt-br", "zh-cn"));

    private static final Set<String> MODES = new TreeSet<>(List.of("fast", "slow"));
    private static final Set<String> MODELS = new TreeSet<>(List.of("iris", "lilac", "violet", "orchid"));

    private final ServerSettings settings;
    private final Parameters query;
    private final boolean keyShown;

    /** @param keyShown whether the upgrade had a key, which has been checked */
    CambRealtimeRequestReader(ServerSettings settings, Parameters query, boolean keyShown) {
        this.settings = settings;
        this.query = query;
        this.keyShown = keyShown;
    }

    /**
     * @param model {@code iris} and so on, the one that serves where a mode was asked for
     * @param mode {@code fast} or {@code slow}
     */
    record Request(
            String model,
            String mode,
            String source,
            String target,
            boolean text,
            boolean audio,
            @Nullable Long voice) {}

    /** What is wrong, in the service's words. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    Request read(JsonNode message) throws Wrong {
        checkKey(message.path("auth").path("api_key"));
        var session = message.path("session");
        String selected = selected(session);
        var outputs = outputs(session.path("output_modalities"));
        boolean isMode = MODES.contains(selected);
        return new Request(
                isMode ? selected.equals("fast") ? "iris" : "lilac" : selected,
                isMode ? selected : selected.equals("iris") ? "fast" : "slow",
                language(session, "source_language"),
                language(session, "target_language"),
                outputs.contains("text"),
                outputs.contains("audio"),
                voice(session.path("voice")));
    }

    private void checkKey(JsonNode key) throws Wrong {
        var rule = settings.translation().keyRule;
        boolean heeded = !keyShown || rule == TranslationSettings.KeyRule.MESSAGE;
        if (heeded) {
            String text = key.isTextual() && rule != TranslationSettings.KeyRule.HEADER ? key.textValue() : null;
            if (settings.apiKeys().check(text) != ApiKeys.Verdict.ACCEPTED) {
                throw new Wrong("invalid api key");
            }
        }
    }

    private String selected(JsonNode session) throws Wrong {
        // The address is what counts where the message says nothing, under either name.
        for (UnaryOperator<String> place : List.<UnaryOperator<String>>of(
                name -> session.path(name).asText(""), name -> Objects.requireNonNullElse(query.text(name), ""))) {
            for (String name : List.of("mode", "model")) {
                String asked = place.apply(name);
                if (!asked.isEmpty()) {
                    return checked(name, asked);
                }
            }
        }
        return settings.translation().names == TranslationSettings.Names.MODEL ? "lilac" : "fast";
    }

    private static String checked(String name, String asked) throws Wrong {
        String lower = asked.toLowerCase(Locale.ROOT);
        if (!MODES.contains(lower) && !MODELS.contains(lower)) {
            throw new Wrong(name + " " + ClientMessage.quoted(asked) + " is not supported; allowed: "
                    + String.join(", ", MODES) + ", " + String.join(", ", MODELS));
        }
        return lower;
    }

    private static String language(JsonNode session, String field) throws Wrong {
        String language = session.path(field).asText("").toLowerCase(Locale.ROOT);
        if (!LANGUAGES.contains(language)) {
            throw new Wrong(field + " " + ClientMessage.quoted(language) + " is not supported; allowed: "
                    + String.join(", ", LANGUAGES));
        }
        return language;
    }

    private static Set<String> outputs(JsonNode modalities) throws Wrong {
        if (modalities.isMissingNode()) {
            return Set.of("text", "audio");
        }
        var outputs = new TreeSet<String>();
        for (JsonNode each : modalities) {
            if (!Set.of("text", "audio").contains(each.asText(""))) {
                throw new Wrong("output_modalities takes text and audio");
            }
            outputs.add(each.asText());
        }
        if (outputs.isEmpty()) {
            throw new Wrong("output_modalities is empty");
        }
        return outputs;
    }

    private @Nullable Long voice(JsonNode voice) throws Wrong {
        if (voice.isMissingNode() || voice.isNull()) {
            return null;
        }
        long id = voice.path("voice_id").asLong(-1);
        if (!voice.path("type").asText("").equals("cloned")) {
            throw new Wrong("voice.type must be cloned");
        }
        if (!settings.translation().voices.contains(id)) {
            throw new Wrong("voice_id " + id + " does not exist");
        }
        return id;
    }

    static List<String> modalities(Request request) {
        var list = new ArrayList<String>();
        if (request.text()) {
            list.add("text");
        }
        if (request.audio()) {
            list.add("audio");
        }
        return list;
    }
}
