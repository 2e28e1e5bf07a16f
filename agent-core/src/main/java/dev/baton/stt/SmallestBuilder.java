package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that Smallest's streaming services share.
 *
 * @param <B> the service's own builder
 */
abstract class SmallestBuilder<B extends SmallestBuilder<B>> extends StreamingServiceBuilder<B> {
    /** Integrators find that the service bears ten seconds without audio, and send silence after five. */
    static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(5);

    /** From the moment at which the service has decided that a text is over, documented for one stream; 300 ms for a hundred. */
    private static final Duration ANSWER_TIME = Duration.ofMillis(150);

    private static final Set<Integer> SAMPLE_RATES_HZ = Set.of(8000, 16000, 22050, 24000, 44100, 48000);

    /** Where whole recordings are taken by POST; streams are at one place below it. */
    private static final String RECORDINGS = "/waves/v1/stt";

    private static final String STREAMS = RECORDINGS + "/live";

    /** Answers such requests alone. */
    private static final String RECORDINGS_MODEL = "pulse-pro";

    SmallestBuilder(Vendor vendor, UnaryOperator<@Nullable String> environment) {
        super(vendor, environment, ANSWER_TIME);
    }

    static Vendor vendor(String name, String host, String pathPrefix, String endpoint) {
        return new Vendor(name, host, pathPrefix, endpoint, "SMALLEST_API_KEY", "Authorization", "Bearer ", "token");
    }

    /** {@inheritDoc} The addresses to which whole recordings are posted are refused. */
    @Override
    public B url(URI url) {
        var path = String.valueOf(url.getPath());
        boolean recordings = (path + "/").contains(RECORDINGS + "/") && !(path + "/").contains(STREAMS + "/");
        if (recordings || namesRecordingsModel(path) || namesRecordingsModel(String.valueOf(url.getQuery()))) {
            // Not the query: it may hold a token.
            throw noStream("the address " + url.getScheme() + "://" + url.getAuthority() + path);
        }
        return super.url(url);
    }

    @Override
    public B parameter(String name, String value) {
        if (name.equals("model") && value.equals(RECORDINGS_MODEL)) {
            throw noStream("model=" + value);
        }
        return super.parameter(name, value);
    }

    private static boolean namesRecordingsModel(String text) {
        return text.contains(RECORDINGS_MODEL);
    }

    private static BatonException noStream(String what) {
        return new BatonException(
                ErrorCode.SETTING_RANGE,
                what + " belongs to Smallest's transcription of whole recordings, one request or asynchronous",
                "a call needs a stream; recordings by request are not part of this client",
                "use SmallestPulse at wss://api.smallest.ai" + STREAMS
                        + ", which is its default; SttStream.transcribe(..) streams a recording there");
    }

    /** Of the audio that is sent; the service does not convert. By default 16000. */
    public B sampleRateHz(int sampleRateHz) {
        if (!SAMPLE_RATES_HZ.contains(sampleRateHz)) {
            throw range(
                    "sampleRateHz=" + sampleRateHz + " is not one that " + serviceName() + " takes",
                    sorted(SAMPLE_RATES_HZ));
        }
        return rate(sampleRateHz);
    }

    /** Whether words come with their times; without them it is a guess which audio a final text answers. On by default. */
    public B wordTimestamps(boolean on) {
        return set("word_timestamps", on);
    }

    public B sentenceTimestamps(boolean on) {
        return set("sentence_timestamps", on);
    }

    /** Silence after which the service ends a text by itself: 100 ms to 10 s; the class of the service says by default what, and why. */
    public B eouTimeout(Duration timeout) {
        return set(
                "eou_timeout_ms",
                within("eouTimeout", timeout, Duration.ofMillis(100), Duration.ofSeconds(10))
                        .toMillis());
    }

    /** Whether each message repeats all text so far, where the service does that; a call needs it not, it joins the texts itself. */
    public B fullTranscript(boolean on) {
        return set("full_transcript", on);
    }

    /** Off switches punctuation and capitals off as well. */
    public B format(boolean on) {
        return set("format", on);
    }

    public B diarize(boolean on) {
        return set("diarize", on);
    }

    /** Whether names, addresses and the like are replaced by placeholders in finals; Pulse does so for English and Hindi only. */
    public B redactPii(boolean on) {
        return set("redact_pii", on);
    }

    /** Whether card numbers and the like are replaced by placeholders in finals; Pulse does so for English and Hindi only. */
    public B redactPci(boolean on) {
        return set("redact_pci", on);
    }

    public B numerals(SmallestNumerals numerals) {
        return set("numerals", numerals.value);
    }

    /** The language, if it is one of those. */
    final String known(String language, Set<String> languages) {
        if (!languages.contains(language)) {
            throw range(
                    "language=" + language + " is not one that " + serviceName() + " recognises", sorted(languages));
        }
        return language;
    }
}
