package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.json.PulseMessages;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceLink;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link SmallestPulse}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Not safe for use by many threads.
 */
public final class SmallestPulseBuilder {
    private static final String KEY_VARIABLE = "SMALLEST_API_KEY";
    private static final String DEFAULT_HOST = "api.smallest.ai";
    private static final String US_HOST = "api.us.smallest.ai";
    private static final String PULSE_ONLY_PATH = "/pulse/get_text";

    private static final Set<Integer> SAMPLE_RATES_HZ = Set.of(8000, 16000, 22050, 24000, 44100, 48000);
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

    /** How numbers are written. */
    public enum Numerals {
        ON("true"),
        OFF("false"),
        AUTO("auto");

        private final String value;

        Numerals(String value) {
            this.value = value;
        }
    }

    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Map<String, BigDecimal> keywords = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String name = "smallest-pulse";
    private @Nullable String apiKey;
    private String host = DEFAULT_HOST;
    private String pathPrefix = "/waves/v1";
    private String endpoint = "/stt/live";
    private @Nullable URI url;
    private String language = "en";
    private int sampleRateHz = 16_000;
    private Duration usualAnswerTime = Duration.ofMillis(150);
    private Duration settleTimeout = Duration.ofSeconds(1);
    private Duration chunk = Duration.ofMillis(100);
    private Duration stallTimeout = Duration.ofSeconds(5);
    private Duration closeTimeout = Duration.ofSeconds(3);
    private Duration heldAudio = Duration.ofSeconds(10);

    SmallestPulseBuilder(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
        wordTimestamps(true);
        finalizeOnWords(false);
        eouTimeout(Duration.ofSeconds(1));
    }

    /** The name that people see, for a service that speaks this protocol and is not Smallest's. */
    public SmallestPulseBuilder name(String name) {
        this.name = Objects.requireNonNull(name);
        return this;
    }

    /** The key; without it the environment variable {@code SMALLEST_API_KEY} is used. */
    public SmallestPulseBuilder apiKey(String apiKey) {
        this.apiKey = Objects.requireNonNull(apiKey);
        return this;
    }

    /** For example {@code api.us.smallest.ai}, where some languages live; with a port where needed. */
    public SmallestPulseBuilder host(String host) {
        this.host = Objects.requireNonNull(host);
        return this;
    }

    /** What stands before {@code /stt/live}; by default {@code /waves/v1}. */
    public SmallestPulseBuilder pathPrefix(String pathPrefix) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix);
        return this;
    }

    /** Uses the earlier path, {@code /pulse/get_text}, which speaks the same protocol. */
    public SmallestPulseBuilder earlierPath() {
        endpoint = PULSE_ONLY_PATH;
        return this;
    }

    /**
     * A full address instead of host and path, such as {@code ws://127.0.0.1:8080/waves/v1/stt/live}; parameters in it win over ours. A key is sent unencrypted
     * over {@code ws}, so there one from the environment is used only for this machine itself.
     */
    public SmallestPulseBuilder url(URI url) {
        this.url = Objects.requireNonNull(url);
        return this;
    }

    /** One language or one of the service's mixtures; {@link #parameter} takes those that are not known here. */
    public SmallestPulseBuilder language(String language) {
        if (!LANGUAGES.contains(language)) {
            throw range("language=" + language + " is not one that Pulse recognises", sorted(LANGUAGES));
        }
        this.language = language;
        return this;
    }

    /** Of the audio that is sent; the service does not convert. By default 16000. */
    public SmallestPulseBuilder sampleRateHz(int sampleRateHz) {
        if (!SAMPLE_RATES_HZ.contains(sampleRateHz)) {
            throw range("sampleRateHz=" + sampleRateHz + " is not one that Pulse takes", sorted(SAMPLE_RATES_HZ));
        }
        this.sampleRateHz = sampleRateHz;
        return this;
    }

    /** Whether words come with their times; without them it is a guess which audio a final text answers. On by default. */
    public SmallestPulseBuilder wordTimestamps(boolean on) {
        return set("word_timestamps", on);
    }

    public SmallestPulseBuilder sentenceTimestamps(boolean on) {
        return set("sentence_timestamps", on);
    }

    /** Whether the service ends a text at a pause by itself. */
    public SmallestPulseBuilder endpointing(boolean on) {
        return set("endpointing", on);
    }

    /** Silence after which the service ends a text by itself: 100 ms to 10 s, by default 1 s. */
    public SmallestPulseBuilder eouTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofSeconds(10)) > 0) {
            throw range("eouTimeout=" + timeout.toMillis() + "ms is outside what Pulse takes", "100ms to 10000ms");
        }
        return set("eou_timeout_ms", timeout.toMillis());
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

    /** Off switches punctuation and capitals off as well. */
    public SmallestPulseBuilder format(boolean on) {
        return set("format", on);
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

    public SmallestPulseBuilder diarize(boolean on) {
        return set("diarize", on);
    }

    /** Whether names, addresses and the like are replaced by placeholders in finals; English and Hindi only. */
    public SmallestPulseBuilder redactPii(boolean on) {
        return set("redact_pii", on);
    }

    /** Whether card numbers and the like are replaced by placeholders in finals; English and Hindi only. */
    public SmallestPulseBuilder redactPci(boolean on) {
        return set("redact_pci", on);
    }

    public SmallestPulseBuilder numerals(Numerals numerals) {
        return set("numerals", numerals.value);
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

    /** Any parameter, unchecked: for what the service has learnt since. Wins over the typed ones. */
    public SmallestPulseBuilder parameter(String name, String value) {
        overrides.put(name, value);
        return this;
    }

    /** A further header of the upgrade request. */
    public SmallestPulseBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** From a finalize to its final, typically; by default 150 ms. */
    public SmallestPulseBuilder usualAnswerTime(Duration time) {
        usualAnswerTime = within("usualAnswerTime", time, Duration.ZERO, Duration.ofSeconds(10));
        return this;
    }

    /** Longest useful wait for the answer to a finalize; by default 1 s. */
    public SmallestPulseBuilder settleTimeout(Duration timeout) {
        settleTimeout = within("settleTimeout", timeout, Duration.ofMillis(1), Duration.ofSeconds(30));
        return this;
    }

    /** Longest wait for the last message after the stream was closed; by default 3 s. */
    public SmallestPulseBuilder closeTimeout(Duration timeout) {
        closeTimeout = within("closeTimeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(1));
        return this;
    }

    /** Longest time in which the network may take nothing although much is waiting; then the connection is made anew. By default 5 s. */
    public SmallestPulseBuilder stallTimeout(Duration timeout) {
        stallTimeout = within("stallTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        return this;
    }

    /** How much audio one message carries: 10 to 500 ms, by default 100; the service advises 50 to 300, and each message costs both sides the same whatever it holds. */
    public SmallestPulseBuilder chunk(Duration length) {
        chunk = within("chunk", length, Duration.ofMillis(10), Duration.ofMillis(500));
        return this;
    }

    /** How much audio is kept until the service listens; older audio is dropped, and told. By default 10 s. */
    public SmallestPulseBuilder heldAudio(Duration length) {
        heldAudio = within("heldAudio", length, Duration.ZERO, Duration.ofMinutes(2));
        return this;
    }

    /**
     * @throws BatonException without a key for an address that needs one, or where settings contradict each other
     */
    public SmallestPulse build() {
        checkContradictions();
        var address = ServiceAddress.of(name, url, host, pathPrefix, endpoint);
        var asked = query(address);
        var key = key(address);
        var sent = new LinkedHashMap<>(headers);
        if (!key.isEmpty()) {
            sent.put("Authorization", "Bearer " + key);
        }
        var link = new ServiceLink(
                name,
                address.with(asked),
                address.toString(),
                settings(asked),
                sent,
                key,
                key.isEmpty()
                        ? "no key"
                        : (apiKey == null ? KEY_VARIABLE + " (set, " : "the key given (") + key.length()
                                + " characters)",
                () -> new PulseMessages(name),
                sampleRateHz,
                chunk,
                closeTimeout,
                stallTimeout,
                heldAudio);
        return new SmallestPulse(
                link,
                new SttCapabilities(true, SttCapabilities.FinalizeAnswers.BY_AUDIO, usualAnswerTime, settleTimeout));
    }

    /** For people: what we know by name, without what may be long, personal or secret. */
    private String settings(Map<String, String> query) {
        return query.entrySet().stream()
                .filter(each -> !overrides.containsKey(each.getKey())
                        && !each.getKey().equals("keywords")
                        && !each.getKey().equals("external_session_id"))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
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
        if (url == null && host.equals(DEFAULT_HOST) && US_LANGUAGES.contains(language)) {
            throw contradiction(
                    "language=" + language + " is not served at " + DEFAULT_HOST, "add .host(\"" + US_HOST + "\")");
        }
    }

    private boolean is(String parameter, String value) {
        return value.equals(parameters.get(parameter));
    }

    private Map<String, String> query(ServiceAddress address) {
        var query = new LinkedHashMap<String, String>();
        if (!address.pathEndsWith(PULSE_ONLY_PATH)) {
            query.put("model", "pulse");
        }
        query.put("language", language);
        query.put("encoding", "linear16");
        query.put("sample_rate", Integer.toString(sampleRateHz));
        query.putAll(parameters);
        if (!keywords.isEmpty()) {
            query.put(
                    "keywords",
                    keywords.entrySet().stream()
                            .map(each -> each.getKey() + ":"
                                    + each.getValue().stripTrailingZeros().toPlainString())
                            .collect(Collectors.joining(",")));
        }
        query.putAll(overrides);
        return query;
    }

    private String key(ServiceAddress address) {
        boolean mayCarryKey = address.isSecure() || address.isThisMachine();
        var fromEnvironment = mayCarryKey ? environment.apply(KEY_VARIABLE) : null;
        // A line end is what a pasted or piped key most often brings along.
        var key = Objects.requireNonNullElse(apiKey != null ? apiKey : fromEnvironment, "")
                .strip();
        if (key.isEmpty() && address.isSecure() && !address.isThisMachine() && !address.hasParameter("token")) {
            throw new BatonException(
                    ErrorCode.STT_KEY_MISSING,
                    name + " needs a key and there is none",
                    "looked at apiKey(...) and the environment variable " + KEY_VARIABLE + " for " + address,
                    "set " + KEY_VARIABLE + ", or run without a key: ./baton call");
        }
        if (!key.chars().allMatch(each -> each > ' ' && each < 127)) {
            throw range(
                    "the key for " + name + " (" + key.length()
                            + " characters) holds a blank or a character that no key has",
                    "the key alone, as the service's console shows it");
        }
        return key;
    }

    private SmallestPulseBuilder set(String parameter, Object value) {
        parameters.put(parameter, value.toString());
        return this;
    }

    private static Duration within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw range(
                    name + "=" + value.toMillis() + "ms is out of range",
                    least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return value;
    }

    private static String sorted(Set<? extends Comparable<?>> values) {
        return new TreeSet<>(values).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static BatonException range(String what, String allowed) {
        return new BatonException(ErrorCode.SETTING_RANGE, what, "", "use " + allowed);
    }

    private static BatonException contradiction(String what, String remedy) {
        return new BatonException(ErrorCode.SETTING_CONTRADICTION, what, "", remedy);
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return name + " at " + (url == null ? host : url.getHost());
    }
}
