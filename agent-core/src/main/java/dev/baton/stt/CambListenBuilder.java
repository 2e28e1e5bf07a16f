package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.internal.json.CambMessages;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link CambListen}. The service is told model, language, encoding, sample rate and channels, always and in this order, as its own clients do. Not safe for use by many threads.
 *
 * <p>Two addresses exist. The default, {@code wss://client.camb.ai/apis/transcription/listen}, is the one that the vendor's reference documents, and so the one that it has promised; its own clients of
 * July 2026 and later go to {@link #realtimeAddress()}. {@link #url} takes any other, such as a gateway's {@code .../transcription/listen}.
 */
public final class CambListenBuilder extends StreamingServiceBuilder<CambListenBuilder> {
    private static final Vendor VENDOR = new Vendor(
            "camb-listen",
            "client.camb.ai",
            "/apis/transcription",
            "/listen",
            "CAMB_API_KEY",
            "x-api-key",
            "",
            "x_api_key");
    private static final String REALTIME_HOST = "realtime.camb.ai";
    private static final String REALTIME_PREFIX = "/streaming-transcription";

    private static final Set<AudioEncoding> ENCODINGS =
            Set.of(AudioEncoding.LINEAR16, AudioEncoding.LINEAR32, AudioEncoding.MULAW, AudioEncoding.ALAW);

    /** What lies between may drop a silent connection "after a few seconds"; of the service itself nothing is known. */
    private static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(3);

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final Pattern LANGUAGE_CODE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern LANGUAGE_NAME = Pattern.compile("[A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})+");
    private static final Pattern LANGUAGE_ID = Pattern.compile("[0-9]{1,6}");

    /** The services that take a file and are asked later, such as {@code /transcription/transcribe} and {@code /transcribe/ID}. */
    private static final Pattern JOB = Pattern.compile(".*/transcribe(/[^/]*)?/?");

    private String model = "boli-v5";
    private String language = "en-us";

    CambListenBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment, Duration.ZERO); // it is never asked
        closeTimeout(Duration.ofSeconds(5));
        readyTimeout(Duration.ofSeconds(5));
    }

    /** {@code boli-v5}, the default, or {@code boli-v5-transcribe}. */
    public CambListenBuilder model(String model) {
        if (!MODEL.matcher(model).matches()) {
            throw range("model=\"" + model + "\" cannot be a name", "a model: boli-v5 or boli-v5-transcribe");
        }
        this.model = model;
        return this;
    }

    /**
     * What is spoken, as a hint: the model detects the language anyway. By default {@code en-us}.
     *
     * @param language a BCP-47 code such as {@code pt-br}, which is sent in lower case; the service's own name such as {@code EN_US}; or its number. Which there are, the service knows
     */
    public CambListenBuilder language(String language) {
        if (LANGUAGE_CODE.matcher(language).matches()) {
            this.language = language.toLowerCase(Locale.ROOT);
        } else if (LANGUAGE_NAME.matcher(language).matches()) {
            this.language = language.toUpperCase(Locale.ROOT);
        } else if (LANGUAGE_ID.matcher(language).matches()) {
            this.language = language;
        } else {
            throw range(
                    "language=\"" + language + "\" cannot be a language",
                    "a code such as en-us or pt-br, the service's name such as EN_US, or its number");
        }
        return this;
    }

    /** Of the audio that is sent: any that {@link AudioFormat} knows, by default 16000; the service resamples. */
    public CambListenBuilder sampleRateHz(int sampleRateHz) {
        if (!AudioFormat.SAMPLE_RATES_HZ.contains(sampleRateHz)) {
            throw range(
                    "sampleRateHz=" + sampleRateHz + " is not one that audio has here",
                    sorted(AudioFormat.SAMPLE_RATES_HZ));
        }
        return rate(sampleRateHz);
    }

    /**
     * {@inheritDoc}
     *
     * <p>32 bits are sent as signed integers, little-endian. Whether the service means integers or floats by {@code linear32} is not documented: try it before you rely on it; it holds no more than 16 bits
     * do.
     */
    @Override
    public CambListenBuilder encoding(AudioEncoding encoding) {
        return super.encoding(encoding);
    }

    @Override
    Set<AudioEncoding> encodings() {
        return ENCODINGS;
    }

    /** {@code wss://realtime.camb.ai/streaming-transcription/listen}, where the vendor's own clients go since July 2026, instead of the documented address. */
    public CambListenBuilder realtimeAddress() {
        return host(REALTIME_HOST).pathPrefix(REALTIME_PREFIX);
    }

    /**
     * {@inheritDoc}
     *
     * @throws BatonException for an address of the vendor's job-based service, which takes whole files and is not spoken here
     */
    @Override
    public CambListenBuilder url(URI url) {
        if (url.getPath() != null && JOB.matcher(url.getPath()).matches()) {
            throw range(
                    "the address ends with " + url.getPath()
                            + ": that is CAMB's job-based transcription of whole files over HTTP, which is out of scope here",
                    "the live transcription, a WebSocket, such as wss://" + VENDOR.host() + VENDOR.pathPrefix()
                            + VENDOR.endpoint() + "; SttStream.transcribe(..) sends it a recording in one go");
        }
        return super.url(url);
    }

    /** @throws BatonException without a key for an address that needs one */
    public CambListen build() {
        var query = new QueryParameters();
        query.set("model", model);
        query.set("language", language);
        describeAudio(query);
        query.set("channels", 1);
        addParameters(query);
        var service = serviceName();
        return new CambListen(
                link(address(VENDOR.endpoint()), query, Set.of(), () -> new CambMessages(service)),
                withoutFinalize(KEEP_ALIVE_AFTER));
    }
}
