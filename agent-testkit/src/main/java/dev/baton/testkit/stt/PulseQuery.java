package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a client of Smallest Pulse or Lightning asks for in its address.
 *
 * @param quiet trailing silence that ends a segment by itself; zero for never
 * @param maxWords words that end a segment by themselves; 0 for never
 */
record PulseQuery(
        AudioFormat format,
        String language,
        boolean wordTimestamps,
        boolean sentenceTimestamps,
        boolean fullTranscript,
        boolean vadEvents,
        Duration quiet,
        int maxWords) {
    /** What the vendor's own measurement saw at most in an automatic final. */
    private static final int USUAL_WORDS = 10;

    private static final Set<String> LANGUAGES = Set.of(
            "en",
            "hi",
            "de",
            "es",
            "ru",
            "it",
            "fr",
            "nl",
            "pt",
            "zh",
            "yue",
            "ja",
            "ko",
            "gu",
            "mr",
            "or",
            "bn",
            "ta",
            "te",
            "kn",
            "ml",
            "north_indic",
            "multi-asian",
            "multi-south-indic");
    private static final Set<String> LIGHTNING_LANGUAGES = Set.of(
            "it", "es", "en", "pt", "hi", "de", "fr", "uk", "ru", "kn", "ml", "pl", "mr", "gu", "cs", "sk", "te", "or",
            "nl", "bn", "lv", "et", "ro", "pa", "fi", "sv", "bg", "ta", "hu", "da", "lt", "mt", "multi");
    private static final Set<String> RATES = Set.of("8000", "16000", "22050", "24000", "44100", "48000");
    private static final Set<String> OPUS = Set.of("opus", "ogg_opus");
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int MOST_KEYWORDS = 10_000;

    static PulseQuery read(Parameters parameters, PulsePath path) throws Refused {
        return path.isLightning() ? lightning(parameters) : pulse(parameters, path == PulsePath.STT_LIVE);
    }

    private static PulseQuery lightning(Parameters parameters) throws Refused {
        checkFlags(parameters, false, "diarize", "redact_pii", "redact_pci");
        checkFlags(parameters, true, "format");
        checkNumerals(parameters);
        return new PulseQuery(
                format(parameters),
                parameters.oneOf("language", "en", LIGHTNING_LANGUAGES),
                parameters.flag("word_timestamps", true),
                parameters.flag("sentence_timestamps", false),
                parameters.flag("full_transcript", false),
                false,
                eouTimeout(parameters),
                0);
    }

    /** @param unified whether this is the path that several models share */
    private static PulseQuery pulse(Parameters parameters, boolean unified) throws Refused {
        checkModel(parameters, unified);
        checkWithoutEffect(parameters);
        boolean vad = parameters.flag("vad", false);
        boolean byWords = parameters.flag("finalize_on_words", true);
        int maxWords = parameters.number("max_words", 0, 1, 1_000);
        boolean endpointing = parameters.flag("endpointing", true);
        Duration eouTimeout = eouTimeout(parameters);
        return new PulseQuery(
                format(parameters),
                parameters.oneOf("language", "en", LANGUAGES),
                parameters.flag("word_timestamps", !unified),
                parameters.flag("sentence_timestamps", false),
                parameters.flag("full_transcript", false),
                parameters.flag("vad_events", vad),
                endpointing ? eouTimeout : Duration.ZERO,
                maxWords > 0 ? maxWords : byWords ? USUAL_WORDS : 0);
    }

    private static Duration eouTimeout(Parameters parameters) throws Refused {
        return Duration.ofMillis(parameters.number("eou_timeout_ms", 800, 100, 10_000));
    }

    private static void checkModel(Parameters parameters, boolean unified) throws Refused {
        String model = parameters.text("model");
        if (model == null && unified) {
            throw Refusal.badParameter("model", "model is required on this path; allowed: pulse");
        }
        parameters.oneOf("model", "pulse", Set.of("pulse"));
    }

    private static AudioFormat format(Parameters parameters) throws Refused {
        int rate = Integer.parseInt(parameters.oneOf("sample_rate", "16000", RATES));
        String asked = parameters.text("encoding");
        if (asked != null && OPUS.contains(asked)) {
            throw Refusal.badParameter(
                    "encoding",
                    "encoding=" + asked
                            + " is not decoded by this local server; use linear16, linear32, mulaw or alaw");
        }
        return new AudioFormat(parameters.encoding("linear16"), rate, 1, ByteOrder.LITTLE_ENDIAN);
    }

    /** Parameters that shape the service's text, which is not this server's to do; a bad value is refused all the same. */
    private static void checkWithoutEffect(Parameters parameters) throws Refused {
        checkFlags(parameters, false, "itn_normalize", "diarize", "redact_pii", "redact_pci");
        checkFlags(parameters, true, "format", "punctuate", "capitalize");
        checkNumerals(parameters);
        String session = parameters.text("external_session_id");
        if (session != null && !SESSION_ID.matcher(session).matches()) {
            throw Refusal.badParameter(
                    "external_session_id", "external_session_id must be 1 to 128 of A-Z a-z 0-9 _ . -");
        }
        String keywords = parameters.text("keywords");
        if (keywords != null && keywords.chars().filter(c -> c == ',').count() >= MOST_KEYWORDS) {
            throw Refusal.badParameter("keywords", "keywords must be at most " + MOST_KEYWORDS);
        }
    }

    private static void checkFlags(Parameters parameters, boolean usual, String... names) throws Refused {
        for (String name : names) {
            parameters.flag(name, usual);
        }
    }

    private static void checkNumerals(Parameters parameters) throws Refused {
        parameters.oneOf("numerals", "auto", Set.of("true", "false", "auto"));
    }
}
