package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Deepgram client asks for in its address.
 *
 * @param format null where the client announces no encoding, which means a container
 * @param punctuatedWords whether words come in written form, too
 * @param endpointing trailing silence that ends speech; zero for never
 * @param utteranceEnd gap after the last word of a final that is told; zero for never
 */
record DeepgramQuery(
        String model,
        @Nullable AudioFormat format,
        int channels,
        boolean interimResults,
        boolean punctuatedWords,
        boolean vadEvents,
        Duration endpointing,
        Duration utteranceEnd) {
    /** Undocumented; some seconds of speech, as the service does where nothing ends it. */
    static final int WORDS_PER_SEGMENT = 10;

    private static final Pattern MODEL =
            Pattern.compile("(nova|nova-2|nova-3|enhanced|base|whisper)(-[a-z]+)?|general|[0-9a-f-]{36}");
    private static final Pattern LANGUAGE = Pattern.compile("multi|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Set<String> NOT_DECODED =
            Set.of("flac", "amr-nb", "amr-wb", "opus", "ogg-opus", "speex", "g729");
    private static final int USUAL_ENDPOINTING_MILLIS = 10;
    private static final int LONGEST_MILLIS = 60_000;

    static DeepgramQuery read(Parameters parameters) throws Refused {
        String model = matching(parameters, "model", MODEL, "general");
        matching(parameters, "language", LANGUAGE, "en");
        if (model.startsWith("nova-3") && parameters.text("keywords") != null) {
            throw Refusal.badParameter("keywords", "keywords is not supported by " + model + "; use keyterm");
        }
        checkWithoutEffect(parameters);
        boolean interimResults = parameters.flag("interim_results", false);
        Duration utteranceEnd = Duration.ofMillis(parameters.number("utterance_end_ms", 0, 1, LONGEST_MILLIS));
        if (!utteranceEnd.isZero() && !interimResults) {
            throw Refusal.badParameter("utterance_end_ms", "utterance_end_ms requires interim_results=true");
        }
        int channels = parameters.number("channels", 1, 1, 8);
        return new DeepgramQuery(
                model,
                format(parameters, channels),
                channels,
                interimResults,
                writtenForm(parameters),
                parameters.flag("vad_events", false),
                endpointing(parameters),
                utteranceEnd);
    }

    private static boolean writtenForm(Parameters parameters) throws Refused {
        boolean punctuate = parameters.flag("punctuate", false);
        boolean smartFormat = parameters.flag("smart_format", false);
        return punctuate || smartFormat;
    }

    private static String matching(Parameters parameters, String name, Pattern allowed, String absent) throws Refused {
        String value = parameters.text(name);
        if (value != null && !allowed.matcher(value).matches()) {
            throw Refusal.badParameter(name, "there is no " + name + " " + value);
        }
        return value == null ? absent : value;
    }

    static @Nullable AudioFormat format(Parameters parameters, int channels) throws Refused {
        String encoding = parameters.text("encoding");
        if (encoding == null) {
            return null;
        }
        if (NOT_DECODED.contains(encoding)) {
            throw Refusal.badParameter(
                    "encoding",
                    "encoding=" + encoding + " is not decoded by this local server; use "
                            + String.join(", ", new TreeSet<>(Parameters.ENCODINGS.keySet())));
        }
        var announced = parameters.encoding("");
        if (parameters.text("sample_rate") == null) {
            throw Refusal.badParameter("sample_rate", "sample_rate is required where encoding is given");
        }
        return new AudioFormat(announced, parameters.sampleRateHz(0), channels, ByteOrder.LITTLE_ENDIAN);
    }

    private static Duration endpointing(Parameters parameters) throws Refused {
        String value = parameters.text("endpointing");
        if (value != null && value.equals("false")) {
            return Duration.ZERO;
        }
        int millis = value == null || value.equals("true")
                ? USUAL_ENDPOINTING_MILLIS
                : parameters.number("endpointing", USUAL_ENDPOINTING_MILLIS, 0, LONGEST_MILLIS);
        return Duration.ofMillis(Math.max(1, millis));
    }

    /** Parameters that shape the service's text, which is not this server's to do; a bad value is refused all the same. */
    private static void checkWithoutEffect(Parameters parameters) throws Refused {
        for (String name : new String[] {
            "multichannel", "numerals", "profanity_filter", "dictation", "diarize", "detect_entities", "mip_opt_out"
        }) {
            parameters.flag(name, false);
        }
    }
}
