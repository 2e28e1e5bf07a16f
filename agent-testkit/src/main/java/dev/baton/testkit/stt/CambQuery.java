package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client of CAMB's live transcription asks for in its address; everything has a default. More than one channel is mixed down, and 32 bits are integers, which the vendor leaves open. */
record CambQuery(String model, AudioFormat format) {
    private static final Set<String> MODELS = Set.of("boli-v5", "boli-v5-transcribe");

    /** A code in lower case, the vendor's own name, or its number. */
    private static final Pattern LANGUAGE =
            Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*|[A-Z]{2,3}(_[A-Z0-9]{2,8})*|\\d{1,6}");

    private static final int MOST_CHANNELS = 8;

    static CambQuery read(Parameters parameters) throws Refused {
        String model = parameters.oneOf("model", "boli-v5", MODELS);
        String language = parameters.text("language");
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw Refusal.badParameter(
                    "language",
                    "language=" + language
                            + " is not supported; use a code such as en-us, a name such as EN_US or a number");
        }
        return new CambQuery(
                model,
                new AudioFormat(
                        parameters.encoding("linear16"),
                        parameters.sampleRateHz(16_000),
                        parameters.number("channels", 1, 1, MOST_CHANNELS),
                        ByteOrder.LITTLE_ENDIAN));
    }
}
