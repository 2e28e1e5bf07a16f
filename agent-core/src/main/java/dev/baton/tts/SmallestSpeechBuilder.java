package dev.baton.tts;

import dev.baton.BatonException;
import dev.baton.internal.json.SmallestSpeechMessages;
import dev.baton.internal.stt.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of {@link SmallestSpeech}. What the service would refuse is refused here. Not safe for use by many threads. */
public final class SmallestSpeechBuilder extends SpeechBuilder<SmallestSpeechBuilder> {
    private static final Set<Integer> SAMPLE_RATES_HZ = Set.of(8000, 16000, 24000, 44100);
    private static final Pattern VOICE = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,4}(-[A-Za-z0-9]{2,8})*");
    private static final double SLOWEST = 0.5;
    private static final double FASTEST = 2;

    /** The one of the vendor's examples, and one of those that tell when words sound. */
    private static final String VOICE_OF_EXAMPLES = "avery";

    /** Which of the vendor's models speaks. */
    public enum Model {
        LIGHTNING_V3_1("lightning_v3.1"),
        LIGHTNING_V3_1_PRO("lightning_v3.1_pro");

        private final String value;

        Model(String value) {
            this.value = value;
        }
    }

    private String voice = VOICE_OF_EXAMPLES;
    private Model model = Model.LIGHTNING_V3_1;
    private String language = "en";
    private double speed = 1;
    private Duration completeBackoff = Duration.ofMillis(300);
    private Duration idleTimeout = Duration.ofSeconds(60);

    SmallestSpeechBuilder(UnaryOperator<@Nullable String> environment) {
        super("smallest-speech", "api.smallest.ai", "/waves/v1", "/tts/live", "SMALLEST_API_KEY", environment);
    }

    /** By its id, of those that the service's console lists; {@code avery} unless told otherwise. */
    public SmallestSpeechBuilder voice(String id) {
        if (!VOICE.matcher(id).matches()) {
            throw Limits.range("voice=\"" + id + "\" cannot be the id of a voice", "an id as the service lists it");
        }
        voice = id;
        return this;
    }

    /** {@link Model#LIGHTNING_V3_1} unless told otherwise. */
    public SmallestSpeechBuilder model(Model model) {
        this.model = model;
        return this;
    }

    /** A code such as {@code en} or {@code hi}, or {@code auto}; by default {@code en}. Which there are, the service knows. */
    public SmallestSpeechBuilder language(String code) {
        if (!LANGUAGE.matcher(code).matches()) {
            throw Limits.range("language=\"" + code + "\" cannot be a language", "a code such as en or hi, or auto");
        }
        language = code;
        return this;
    }

    /** How fast it speaks: 0.5 to 2, by default 1. */
    public SmallestSpeechBuilder speed(double speed) {
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw Limits.range("speed=" + speed + " is out of range", SLOWEST + " to " + FASTEST);
        }
        this.speed = speed;
        return this;
    }

    /**
     * Quiet after the last audio until the service says that a text is complete, for which the next text waits: up to 10 s, by default 300 ms. The service's own 4 s are meant for texts that come in pieces; here
     * a text is whole. Too short a time would end a text at a pause of the service's.
     */
    public SmallestSpeechBuilder completeBackoff(Duration quiet) {
        completeBackoff = Limits.within("completeBackoff", quiet, Duration.ZERO, Duration.ofSeconds(10));
        return this;
    }

    /** After which the service closes a connection on which nothing is asked: 1 s to 1 h, by default 60 s. Something is asked when half of it has passed. */
    public SmallestSpeechBuilder idleTimeout(Duration timeout) {
        idleTimeout = Limits.within("idleTimeout", timeout, Duration.ofSeconds(1), Duration.ofHours(1));
        return this;
    }

    @Override
    Set<Integer> sampleRates() {
        return SAMPLE_RATES_HZ;
    }

    /** @throws BatonException without a key for an address that needs one */
    public SmallestSpeech build() {
        var asked = new SmallestSpeechMessages.Voice(
                voice, model.value, language, sampleRateHz(), speed, completeBackoff.toMillis(), wordTimestamps());
        return new SmallestSpeech(link(
                "Authorization",
                "Bearer ",
                "",
                Map.of("timeout", List.of(String.valueOf(idleTimeout.toSeconds()))),
                asked.toString(),
                () -> new SmallestSpeechMessages(asked),
                Duration.ZERO, // the service says so
                idleTimeout.dividedBy(2)));
    }
}
