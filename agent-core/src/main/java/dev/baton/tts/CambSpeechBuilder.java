package dev.baton.tts;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.internal.json.CambSpeechMessages;
import dev.baton.internal.stt.Limits;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of {@link CambSpeech}. A voice is needed, all else has a default. Not safe for use by many threads. */
public final class CambSpeechBuilder extends SpeechBuilder<CambSpeechBuilder> {
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final String KEY_PARAMETER = "api_key";
    private static final double MILLIS_OF_SECOND = 1_000;

    /** Between two segments of a text, which the service speaks side by side. */
    private static final Duration BETWEEN_SEGMENTS = Duration.ofSeconds(1);

    /** How the samples come. */
    public enum OutputFormat {
        /** What the vendor documents for this service, beside formats that are coded. */
        WAV("wav"),
        /** Bare samples; documented for the vendor's other ways to speak. */
        PCM_S16LE("pcm_s16le");

        private final String value;

        OutputFormat(String value) {
            this.value = value;
        }
    }

    private @Nullable Long voice;
    private String language = "en-us";
    private OutputFormat format = OutputFormat.WAV;
    private Duration idleFlush = Duration.ofSeconds(1);
    private @Nullable Double speakingRate;
    private boolean keyInAddress;

    CambSpeechBuilder(UnaryOperator<@Nullable String> environment) {
        super("camb-speech", "client.camb.ai", "/apis/live-tts", "/ws", "CAMB_API_KEY", environment);
    }

    /** By its number, of those that the service's console lists. */
    public CambSpeechBuilder voice(long id) {
        if (id < 1) {
            throw Limits.range("voice=" + id + " is not the id of a voice", "the number that the service's list shows");
        }
        voice = id;
        return this;
    }

    /** A BCP-47 code such as {@code pt-br}, which is sent in lower case; by default {@code en-us}. Which there are, the service knows. */
    public CambSpeechBuilder language(String code) {
        if (!LANGUAGE.matcher(code).matches()) {
            throw Limits.range("language=\"" + code + "\" cannot be a language", "a code such as en-us or pt-br");
        }
        language = code.toLowerCase(Locale.ROOT);
        return this;
    }

    /** {@link OutputFormat#WAV} unless told otherwise. */
    public CambSpeechBuilder outputFormat(OutputFormat format) {
        this.format = format;
        return this;
    }

    /** After which the service speaks a text that does not end as a sentence does: 100 ms to 10 s, by default 1 s. Texts are sent so that it need not wait. */
    public CambSpeechBuilder idleFlush(Duration quiet) {
        idleFlush = Limits.within("idleFlush", quiet, Duration.ofMillis(100), Duration.ofSeconds(10));
        return this;
    }

    /** How fast it speaks, above 0; the service's own unless told otherwise. */
    public CambSpeechBuilder speakingRate(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw Limits.range("speakingRate=" + rate + " is out of range", "a number above 0, sensibly 0.5 to 2");
        }
        speakingRate = rate;
        return this;
    }

    /** Shows the key in the address instead of in the header {@code x-api-key}, for what stands between and takes headers away. Addresses are often logged there. */
    public CambSpeechBuilder keyInAddress() {
        keyInAddress = true;
        return this;
    }

    @Override
    Set<Integer> sampleRates() {
        return AudioFormat.SAMPLE_RATES_HZ;
    }

    /** @throws BatonException without a voice, or without a key for an address that needs one */
    public CambSpeech build() {
        if (voice == null) {
            throw Limits.range("no voice is set", "voice(..) with the number that the service's list shows");
        }
        var asked = new CambSpeechMessages.Voice(
                voice,
                language,
                format.value,
                sampleRateHz(),
                idleFlush.toMillis() / MILLIS_OF_SECOND,
                speakingRate,
                wordTimestamps());
        return new CambSpeech(link(
                keyInAddress ? "" : "x-api-key",
                "",
                KEY_PARAMETER,
                Map.of(),
                asked.toString(),
                () -> new CambSpeechMessages(asked),
                idleFlush.plus(BETWEEN_SEGMENTS),
                Duration.ZERO)); // nothing is known to be needed beside the pings of the connection
    }
}
