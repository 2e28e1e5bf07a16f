package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.internal.json.DeepgramMessages;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link Deepgram}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Not safe for use by many threads.
 */
public final class DeepgramBuilder extends StreamingServiceBuilder<DeepgramBuilder> {
    private static final Vendor VENDOR = new Vendor(
            "deepgram", "api.deepgram.com", "/v1", "/listen", "DEEPGRAM_API_KEY", "Authorization", "Token ", "token");

    /** The service hangs up after ten seconds and advises three to five. */
    private static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(4);

    /** May be long, or hold what the application knows of the caller. */
    private static final Set<String> UNSHOWN = Set.of("keyterm", "keywords", "search", "replace", "tag", "extra");

    private static final Set<String> CALLBACKS = Set.of("callback", "callback_method");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final int LONGEST_TAG = 128;

    private String model = "nova-3";
    private @Nullable String language;

    DeepgramBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment, Duration.ofMillis(150));
        interimResults(true);
        endpointing(Duration.ofSeconds(1));
    }

    /** By default {@code nova-3}. */
    public DeepgramBuilder model(String model) {
        if (model.startsWith("flux")) {
            throw range(
                    "model=" + model + " speaks another protocol (version 2)",
                    "DeepgramFlux.builder() for it, or a nova model here, such as nova-3");
        }
        this.model = named("model", model, "a model, such as nova-3");
        return this;
    }

    /** For example {@code en}, {@code en-GB} or {@code multi}; which there are depends on the model. By default not sent, which is English. */
    public DeepgramBuilder language(String language) {
        this.language = named("language", language, "a language's code, such as en or de-CH, or multi");
        return this;
    }

    /** A version of the model, such as {@code latest}. */
    public DeepgramBuilder version(String version) {
        return set("version", named("version", version, "a version's name, such as latest"));
    }

    /** Of the audio that is sent: 8000 to 48000, by default 16000. */
    public DeepgramBuilder sampleRateHz(int sampleRateHz) {
        if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
            throw range(
                    "sampleRateHz=" + sampleRateHz + " is not one that Deepgram recognises speech at", "8000 to 48000");
        }
        return rate(sampleRateHz);
    }

    /** Whether texts come while they may still change; on by default. */
    public DeepgramBuilder interimResults(boolean on) {
        return set("interim_results", on);
    }

    /** Silence after which the service ends a text by itself: 10 ms to 10 s, by default 1 s; see {@link Deepgram} for why. */
    public DeepgramBuilder endpointing(Duration silence) {
        return set(
                "endpointing",
                within("endpointing", silence, Duration.ofMillis(10), Duration.ofSeconds(10))
                        .toMillis());
    }

    /** The service ends no text at a pause, only where it is asked to, and where a text becomes long. */
    public DeepgramBuilder noEndpointing() {
        return set("endpointing", false);
    }

    /** Gap between words after which the service says that the utterance is over, even in noise: 1 s to 10 s; needs interim results. By default off. */
    public DeepgramBuilder utteranceEnd(Duration gap) {
        return set(
                "utterance_end_ms",
                within("utteranceEnd", gap, Duration.ofSeconds(1), Duration.ofSeconds(10))
                        .toMillis());
    }

    /** Whether the service tells when speech starts. */
    public DeepgramBuilder vadEvents(boolean on) {
        return set("vad_events", on);
    }

    public DeepgramBuilder punctuate(boolean on) {
        return set("punctuate", on);
    }

    /** Whether dates, amounts and the like are written as people write them, with punctuation; finals may wait some seconds for the rest of one, unless one is asked for. */
    public DeepgramBuilder smartFormat(boolean on) {
        return set("smart_format", on);
    }

    /** Whether numbers are written in digits. */
    public DeepgramBuilder numerals(boolean on) {
        return set("numerals", on);
    }

    public DeepgramBuilder profanityFilter(boolean on) {
        return set("profanity_filter", on);
    }

    /** Whether spoken commands such as "comma" become marks; needs punctuation. */
    public DeepgramBuilder dictation(boolean on) {
        return set("dictation", on);
    }

    public DeepgramBuilder diarize(boolean on) {
        return set("diarize", on);
    }

    /** Which version tells speakers apart; needs {@link #diarize}. */
    public DeepgramBuilder diarizeModel(String model) {
        return set("diarize_model", named("diarizeModel", model, "a version's name, such as latest"));
    }

    public DeepgramBuilder detectEntities(boolean on) {
        return set("detect_entities", on);
    }

    /** Replaces what is of the kind, such as {@code pci} or {@code ssn}, by placeholders; may be said several times. */
    public DeepgramBuilder redact(String kind) {
        return add("redact", named("redact", kind, "a kind of words, such as pci, pii, numbers or ssn"));
    }

    /** Replaces words in the text by others; may be said several times. */
    public DeepgramBuilder replace(String words, String by) {
        return add("replace", phrase("replace", words) + ":" + by.strip());
    }

    /** Words to look for in the sound; may be said several times. */
    public DeepgramBuilder search(String words) {
        return add("search", worded("search", words));
    }

    /** Makes a term more likely, from model nova-3 on; may be said several times. */
    public DeepgramBuilder keyterm(String term) {
        return add("keyterm", worded("keyterm", term));
    }

    /**
     * Makes a word more likely, or less, with models before nova-3; may be said several times.
     *
     * @param word without colon, which separates word and intensifier on the wire
     * @param intensifier steps of a factor: 1 is sensible, a negative one makes it less likely
     */
    public DeepgramBuilder keyword(String word, double intensifier) {
        if (Double.isNaN(intensifier) || Double.isInfinite(intensifier)) {
            throw range("the intensifier of keyword \"" + word + "\" is " + intensifier, "a number, sensibly 1 to 3");
        }
        return add(
                "keywords",
                phrase("keyword", word) + ":"
                        + BigDecimal.valueOf(intensifier).stripTrailingZeros().toPlainString());
    }

    /** A label in the service's records of use: up to 128 characters; may be said several times. */
    public DeepgramBuilder tag(String tag) {
        if (tag.length() > LONGEST_TAG) {
            throw range("tag has " + tag.length() + " characters", "up to " + LONGEST_TAG);
        }
        return add("tag", worded("tag", tag));
    }

    /** Something that the service keeps beside the request; may be said several times. */
    public DeepgramBuilder extra(String name, String value) {
        return add("extra", phrase("extra", name) + ":" + value);
    }

    /** Whether the audio is kept out of what the service improves its models with. */
    public DeepgramBuilder mipOptOut(boolean on) {
        return set("mip_opt_out", on);
    }

    /**
     * {@inheritDoc}
     *
     * @throws BatonException for a callback: results would go there, and this session would hear nothing
     */
    @Override
    public DeepgramBuilder parameter(String name, String value) {
        if (CALLBACKS.contains(name)) {
            throw contradiction(
                    "parameter " + name + " sends the results elsewhere, and a call would hear nothing",
                    "leave it out; a listener of the call may pass results on");
        }
        return super.parameter(name, value);
    }

    /**
     * @throws BatonException without a key for an address that needs one, or where settings contradict each other
     */
    public Deepgram build() {
        checkContradictions();
        var query = new QueryParameters();
        query.set("model", model);
        if (language != null) {
            query.set("language", language);
        }
        describeAudio(query);
        query.set("channels", 1);
        addParameters(query);
        var service = serviceName();
        return new Deepgram(
                link(address(VENDOR.endpoint()), query, UNSHOWN, () -> new DeepgramMessages(service)),
                capabilities(SttCapabilities.FinalizeAnswers.BY_AUDIO, KEEP_ALIVE_AFTER));
    }

    private void checkContradictions() {
        if (has("utterance_end_ms") && is("interim_results", "false")) {
            throw contradiction(
                    "utteranceEnd finds the gap in interim results, and they are off",
                    "leave interimResults on, or leave utteranceEnd out");
        }
        boolean takesKeyterms = model.startsWith("nova-3");
        if (has("keywords") && takesKeyterms) {
            throw contradiction("model=" + model + " takes no keywords", "use keyterm(..) instead");
        }
        if (has("keyterm") && !takesKeyterms) {
            throw contradiction("model=" + model + " takes no keyterms", "use keyword(.., 1) instead, or model nova-3");
        }
        if (is("smart_format", "true") && is("punctuate", "false")) {
            throw contradiction("smartFormat punctuates, and punctuate is off", "leave smartFormat or punctuate out");
        }
        if (is("dictation", "true") && !is("punctuate", "true") && !is("smart_format", "true")) {
            throw contradiction("dictation needs punctuation, and it is off", "add punctuate(true)");
        }
        if (has("diarize_model") && !is("diarize", "true")) {
            throw contradiction("diarizeModel does nothing while diarize is off", "add diarize(true)");
        }
    }

    private static String named(String setting, String value, String allowed) {
        if (!NAME.matcher(value).matches()) {
            throw range(setting + "=\"" + value + "\" cannot be a name", allowed);
        }
        return value;
    }

    private static String worded(String setting, String words) {
        if (words.isBlank()) {
            throw range(setting + " is empty", "at least one word");
        }
        return words.strip();
    }

    private static String phrase(String setting, String words) {
        if (words.indexOf(':') >= 0) {
            throw range(setting + " \"" + words + "\" cannot be sent", "words without colon");
        }
        return worded(setting, words);
    }
}
