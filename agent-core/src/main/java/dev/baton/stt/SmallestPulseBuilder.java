package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.internal.json.PulseMessages;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link SmallestPulse}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Not safe for use by many threads.
 */
public final class SmallestPulseBuilder extends SmallestBuilder<SmallestPulseBuilder> {
    private static final Vendor VENDOR = vendor("smallest-pulse", "api.smallest.ai", "/waves/v1", "/stt/live");
    private static final String US_HOST = "api.us.smallest.ai";
    private static final String PULSE_ONLY_PATH = "/pulse/get_text";

    private static final Set<String> UNSHOWN = Set.of("keywords", "external_session_id");
    private static final Set<String> US_LANGUAGES = Set.of("zh", "yue", "ja", "ko", "multi-asian");
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
    private static final Set<String> REDACTED_LANGUAGES = Set.of("en", "hi");
    private static final int MAX_KEYWORDS = 10_000;
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private final Map<String, BigDecimal> keywords = new LinkedHashMap<>();
    private String endpoint = VENDOR.endpoint();
    private String language = "en";

    SmallestPulseBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment);
        wordTimestamps(true);
        finalizeOnWords(false);
        eouTimeout(Duration.ofSeconds(1));
    }

    /** Uses the earlier path, {@code /pulse/get_text}, which speaks the same protocol. */
    public SmallestPulseBuilder earlierPath() {
        endpoint = PULSE_ONLY_PATH;
        return this;
    }

    /** One language or one of the service's mixtures; {@link #parameter} takes those that are not known here. */
    public SmallestPulseBuilder language(String language) {
        this.language = known(language, LANGUAGES);
        return this;
    }

    /** Whether the service ends a text at a pause by itself. */
    public SmallestPulseBuilder endpointing(boolean on) {
        return set("endpointing", on);
    }

    /** Whether the service ends a text after some words; off by default, because it cuts numbers and names. */
    public SmallestPulseBuilder finalizeOnWords(boolean on) {
        return set("finalize_on_words", on);
    }

    /** Ends a text after about so many words. */
    public SmallestPulseBuilder maxWords(int words) {
        if (words < 1) {
            throw range("maxWords=" + words + " is too few", "1 or more");
        }
        return set("max_words", words);
    }

    /** Whether finals are written as people write: numbers, dates, amounts. */
    public SmallestPulseBuilder itnNormalize(boolean on) {
        return set("itn_normalize", on);
    }

    public SmallestPulseBuilder punctuate(boolean on) {
        return set("punctuate", on);
    }

    public SmallestPulseBuilder capitalize(boolean on) {
        return set("capitalize", on);
    }

    /** Whether the service tells when speech starts and ends. */
    public SmallestPulseBuilder vadEvents(boolean on) {
        return set("vad_events", on);
    }

    /**
     * Makes a word or phrase more likely.
     *
     * @param phrase case-sensitive, without comma and colon, which separate phrases on the wire
     * @param boost above 0; 1 to 3 is sensible
     */
    public SmallestPulseBuilder keyword(String phrase, double boost) {
        if (phrase.isBlank() || phrase.indexOf(',') >= 0 || phrase.indexOf(':') >= 0) {
            throw range("keyword \"" + phrase + "\" cannot be sent", "words without comma and colon");
        }
        if (!(boost > 0) || Double.isInfinite(boost)) {
            throw range("the boost of keyword \"" + phrase + "\" is " + boost, "above 0, sensibly 1 to 3");
        }
        keywords.put(phrase.strip(), BigDecimal.valueOf(boost));
        if (keywords.size() > MAX_KEYWORDS) {
            throw range("there are more than " + MAX_KEYWORDS + " keywords", "fewer");
        }
        return this;
    }

    /** The application's own id of the session, for the service's records; the service does not repeat it. */
    public SmallestPulseBuilder externalSessionId(String id) {
        if (!SESSION_ID.matcher(id).matches()) {
            throw range("externalSessionId cannot be sent", "1 to 128 letters, digits, '_', '.' or '-'");
        }
        return set("external_session_id", id);
    }

    /**
     * @throws BatonException without a key for an address that needs one, or where settings contradict each other
     */
    public SmallestPulse build() {
        checkContradictions();
        var address = address(endpoint);
        var query = new QueryParameters();
        if (!address.pathEndsWith(PULSE_ONLY_PATH)) {
            query.set("model", "pulse");
        }
        query.set("language", language);
        describeAudio(query);
        addParameters(query);
        if (!keywords.isEmpty()) {
            query.set(
                    "keywords",
                    keywords.entrySet().stream()
                            .map(each -> each.getKey() + ":"
                                    + each.getValue().stripTrailingZeros().toPlainString())
                            .collect(Collectors.joining(",")));
        }
        var service = serviceName();
        return new SmallestPulse(
                link(address, query, UNSHOWN, () -> new PulseMessages(service)),
                capabilities(SttCapabilities.FinalizeAnswers.BY_AUDIO, KEEP_ALIVE_AFTER));
    }

    private void checkContradictions() {
        if (is("format", "false")
                && (is("punctuate", "true") || is("capitalize", "true") || is("itn_normalize", "true"))) {
            throw contradiction(
                    "format=false switches punctuate, capitalize and itnNormalize off, and one of them is on",
                    "leave format on, or leave the others out");
        }
        if ((is("redact_pii", "true") || is("redact_pci", "true")) && !REDACTED_LANGUAGES.contains(language)) {
            throw contradiction(
                    "redaction does nothing for language=" + language,
                    "use it with en or hi; for other languages nothing would be redacted");
        }
        if (asksUsualHost() && US_LANGUAGES.contains(language)) {
            throw contradiction(
                    "language=" + language + " is not served at " + VENDOR.host(), "add .host(\"" + US_HOST + "\")");
        }
    }
}
