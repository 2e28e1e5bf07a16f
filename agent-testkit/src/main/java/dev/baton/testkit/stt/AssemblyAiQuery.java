package dev.baton.testkit.stt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an AssemblyAI client asks for in its address.
 *
 * @param silences that end a turn
 * @param formatTurns whether each turn comes a second time, formatted
 * @param partialTurns whether turns are told before they are over
 * @param inactivity time without audio after which the session ends; zero for never
 */
record AssemblyAiQuery(
        AudioFormat format, Silences silences, boolean formatTurns, boolean partialTurns, Duration inactivity) {
    /**
     * @param confidence that a turn needs to end after the shorter silence
     * @param shorterMillis where the turn seems complete
     * @param longerMillis in any case
     */
    record Silences(double confidence, int shorterMillis, int longerMillis) {
        /** How sure this server is of any turn: it does not understand what is said. */
        static final double SURE = 0.9;

        int millis() {
            return confidence <= SURE ? Math.min(shorterMillis, longerMillis) : longerMillis;
        }
    }

    static final int LONGEST_SILENCE_MILLIS = 60_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final Map<String, AudioEncoding> DECODED =
            Map.of("pcm_s16le", AudioEncoding.LINEAR16, "pcm_mulaw", AudioEncoding.MULAW);
    private static final Set<String> NOT_DECODED = Set.of("opus", "ogg_opus", "aac");
    private static final double USUAL_CONFIDENCE = 0.4;
    private static final int USUAL_SHORTER_MILLIS = 400;
    private static final int USUAL_LONGER_MILLIS = 1_280;
    private static final int LONGEST_INACTIVITY_SECONDS = 3_600;

    static AssemblyAiQuery read(Parameters parameters) throws Refused {
        var model = parameters.text("speech_model");
        if (model != null && !MODEL.matcher(model).matches()) {
            throw Refusal.badParameter("speech_model", "there is no speech_model " + model);
        }
        checkWithoutEffect(parameters);
        String earlierName = "min_end_of_turn_silence_when_confident";
        String shorter = parameters.text("min_turn_silence") == null ? earlierName : "min_turn_silence";
        return new AssemblyAiQuery(
                format(parameters),
                new Silences(
                        parameters.decimal("end_of_turn_confidence_threshold", USUAL_CONFIDENCE, 0, 1),
                        parameters.number(shorter, USUAL_SHORTER_MILLIS, 0, LONGEST_SILENCE_MILLIS),
                        parameters.number("max_turn_silence", USUAL_LONGER_MILLIS, 0, LONGEST_SILENCE_MILLIS)),
                parameters.flag("format_turns", false),
                parameters.flag("include_partial_turns", true),
                Duration.ofSeconds(parameters.number("inactivity_timeout", 0, 1, LONGEST_INACTIVITY_SECONDS)));
    }

    private static AudioFormat format(Parameters parameters) throws Refused {
        String asked = parameters.text("encoding");
        if (asked != null && NOT_DECODED.contains(asked)) {
            throw Refusal.badParameter(
                    "encoding",
                    "encoding=" + asked + " is not decoded by this local server; use pcm_s16le or pcm_mulaw");
        }
        String encoding = parameters.oneOf("encoding", "pcm_s16le", DECODED.keySet());
        if (parameters.text("sample_rate") == null) {
            throw Refusal.badParameter("sample_rate", "sample_rate is required");
        }
        int rate = parameters.sampleRateHz(0);
        return new AudioFormat(
                DECODED.getOrDefault(encoding, AudioEncoding.LINEAR16), rate, 1, ByteOrder.LITTLE_ENDIAN);
    }

    /** Parameters that shape the service's text or have it say more, which is not this server's to do; a bad value is refused all the same. */
    private static void checkWithoutEffect(Parameters parameters) throws Refused {
        for (String name :
                new String[] {"language_detection", "speaker_labels", "session_heartbeat", "acknowledge_silence"}) {
            parameters.flag(name, false);
        }
        parameters.decimal("vad_threshold", USUAL_CONFIDENCE, 0, 1);
        String keyterms = parameters.text("keyterms_prompt");
        if (keyterms != null && !isArrayOfText(keyterms)) {
            throw Refusal.badParameter("keyterms_prompt", "keyterms_prompt must be a JSON array of strings");
        }
    }

    private static boolean isArrayOfText(String json) {
        try {
            var array = JSON.readTree(json);
            boolean texts = array != null && array.isArray();
            for (int i = 0; texts && i < array.size(); i++) {
                texts = array.get(i).isTextual();
            }
            return texts;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
