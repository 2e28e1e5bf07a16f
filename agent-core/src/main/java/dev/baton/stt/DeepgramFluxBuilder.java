package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.DeepgramFluxMessages;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link DeepgramFlux}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Where the service's documents give two ranges, the wider one is taken. Not safe for use by many threads.
 */
public final class DeepgramFluxBuilder extends StreamingServiceBuilder<DeepgramFluxBuilder> {
    private static final Vendor VENDOR = new Vendor(
            "deepgram-flux",
            "api.deepgram.com",
            "/v2",
            "/listen",
            "DEEPGRAM_API_KEY",
            "Authorization",
            "Token ",
            "token");

    private static final String ENGLISH = "flux-general-en";
    private static final String MULTILINGUAL = "flux-general-multi";
    private static final Set<String> MODELS = Set.of(ENGLISH, MULTILINGUAL);
    private static final Set<AudioEncoding> ENCODINGS =
            Set.of(AudioEncoding.LINEAR16, AudioEncoding.LINEAR32, AudioEncoding.MULAW, AudioEncoding.ALAW);

    /** As the service advises. */
    private static final Duration CHUNK = Duration.ofMillis(80);

    /** Version 1 hangs up after ten seconds without audio; of this one nothing else is known. */
    private static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(4);

    /** It greets at once; what is said meanwhile is kept for less than ten seconds. */
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(3);

    /** May be long, or hold what the application knows of the caller. */
    private static final Set<String> UNSHOWN = Set.of("keyterm", "tag");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int LONGEST_TAG = 128;
    private static final double USUAL_THRESHOLD = 0.7;

    private String model = ENGLISH;
    private double threshold = USUAL_THRESHOLD;
    private double eagerThreshold;

    DeepgramFluxBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment, Duration.ofMillis(150));
        chunk(CHUNK);
        readyTimeout(READY_TIMEOUT);
    }

    /** {@code flux-general-en}, the default, or {@code flux-general-multi}; {@link #parameter} takes those that are not known here. */
    public DeepgramFluxBuilder model(String model) {
        if (!MODELS.contains(model)) {
            throw range("model=" + model + " is none of Flux", sorted(MODELS) + "; Deepgram has the nova models");
        }
        this.model = model;
        return this;
    }

    /** Of the audio that is sent: 8000 to 48000, by default 16000. */
    public DeepgramFluxBuilder sampleRateHz(int sampleRateHz) {
        if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
            throw range(
                    "sampleRateHz=" + sampleRateHz + " is not one that Deepgram recognises speech at", "8000 to 48000");
        }
        return rate(sampleRateHz);
    }

    /** How sure the service has to be that the turn is over: 0.5 to 1, by the service's default 0.7. A lower one answers sooner and interrupts more. */
    public DeepgramFluxBuilder endOfTurn(double threshold) {
        this.threshold = fraction("endOfTurn", threshold, 0.5, 1);
        return set("eot_threshold", threshold);
    }

    /** How sure it has to be to expect that: 0.3 to 0.9, and no more than for the end itself. By default it says nothing of expectations. */
    public DeepgramFluxBuilder eagerEndOfTurn(double threshold) {
        eagerThreshold = fraction("eagerEndOfTurn", threshold, 0.3, 0.9);
        return set("eager_eot_threshold", threshold);
    }

    /** Silence after which the turn is over however unsure the service is: 500 ms to 60 s, by the service's default 5 s. */
    public DeepgramFluxBuilder endOfTurnTimeout(Duration timeout) {
        return set(
                "eot_timeout_ms",
                within("endOfTurnTimeout", timeout, Duration.ofMillis(500), Duration.ofMinutes(1))
                        .toMillis());
    }

    /** Makes a term more likely; may be said several times. */
    public DeepgramFluxBuilder keyterm(String term) {
        return add("keyterm", worded("keyterm", term));
    }

    /** A language that is probably spoken, such as {@code de}; of the multilingual model; may be said several times. */
    public DeepgramFluxBuilder languageHint(String language) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw range("languageHint=\"" + language + "\" is no language", "a language's code, such as en or de-CH");
        }
        return add("language_hint", language);
    }

    /** A label in the service's records of use: up to 128 characters; may be said several times. */
    public DeepgramFluxBuilder tag(String tag) {
        if (tag.length() > LONGEST_TAG) {
            throw range("tag has " + tag.length() + " characters", "up to " + LONGEST_TAG);
        }
        return add("tag", worded("tag", tag));
    }

    /** Whether numbers are written in digits. */
    public DeepgramFluxBuilder numerals(boolean on) {
        return set("numerals", on);
    }

    public DeepgramFluxBuilder profanityFilter(boolean on) {
        return set("profanity_filter", on);
    }

    /** Replaces what is of the kind by placeholders; may be said several times. */
    public DeepgramFluxBuilder redact(String kind) {
        if (!KIND.matcher(kind).matches()) {
            throw range("redact=\"" + kind + "\" cannot be a name", "a kind of words, such as pci, pii or ssn");
        }
        return add("redact", kind);
    }

    /** Whether the audio is kept out of what the service improves its models with. */
    public DeepgramFluxBuilder mipOptOut(boolean on) {
        return set("mip_opt_out", on);
    }

    @Override
    Set<AudioEncoding> encodings() {
        return ENCODINGS;
    }

    /**
     * @throws BatonException without a key for an address that needs one, or where settings contradict each other
     */
    public DeepgramFlux build() {
        if (eagerThreshold > threshold) {
            throw contradiction(
                    "eagerEndOfTurn=" + eagerThreshold + " is above endOfTurn=" + threshold
                            + ", and an end would never be expected before it is there",
                    "make it lower");
        }
        if (has("language_hint") && !model.equals(MULTILINGUAL)) {
            throw contradiction("languageHint does nothing for model=" + model, "add model(\"" + MULTILINGUAL + "\")");
        }
        var query = new QueryParameters();
        query.set("model", model);
        describeAudio(query);
        addParameters(query);
        var service = serviceName();
        return new DeepgramFlux(
                link(address(VENDOR.endpoint()), query, UNSHOWN, () -> new DeepgramFluxMessages(service)),
                withoutFinalize(KEEP_ALIVE_AFTER).endingTurns());
    }

    private static double fraction(String setting, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw range(setting + "=" + value + " is out of range", least + " to " + most);
        }
        return value;
    }

    private static String worded(String setting, String words) {
        if (words.isBlank()) {
            throw range(setting + " is empty", "at least one word");
        }
        return words.strip();
    }
}
