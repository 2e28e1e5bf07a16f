package dev.baton.translate;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import dev.baton.internal.json.CambRequest;
import dev.baton.internal.json.TaughtMessages;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.translate.RealtimeLink;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Settings of {@link CambRealtime}. Both languages are needed, all else has a default. Not safe for use by several threads. */
public final class CambRealtimeBuilder {
    /** As documented; any may be the source and any the target. */
    private static final Set<String> LANGUAGES = new TreeSet<>(List.of(
            "ar-ae", "ar-eg", "ar-sa", "de-de", "en-gb", "en-us", "es-es", "fr-ca", "fr-fr", "hi-in", "ja-jp", "ko-kr",
            "pt-br", "zh-cn"));

    private static final String NAME = "camb-realtime";
    private static final String HOST = "realtime.camb.ai";
    private static final String PREFIX = "/v1";
    private static final String ENDPOINT = "/realtime";
    private static final String KEY_VARIABLE = "CAMB_API_KEY";
    private static final String KEY_HEADER = "x-api-key";

    /** The vendor's clients wait as long for a pipeline that boots. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    /** The first use of a cloned voice may take minutes, as the vendor's clients say. */
    private static final Duration CLONED_START_TIMEOUT = Duration.ofMinutes(5);

    /** How good and how quick, as the service has called it since August 2026. */
    public enum Mode {
        FAST,
        SLOW
    }

    /** The same as it was called before; servers of today take these names as well: iris is fast, the others are slow. */
    public enum Model {
        IRIS,
        LILAC,
        VIOLET,
        ORCHID
    }

    /** What is wanted of a translation. */
    public enum Output {
        TEXT,
        AUDIO
    }

    /** How the service is told who asks. */
    public enum KeyPlace {
        /** In the header {@code x-api-key} of the upgrade, so that a refusal comes before anything is sent. */
        HEADER,
        /** In the first message, as the vendor's own clients do it. */
        MESSAGE,
        /** In both. The header counts where they differ. */
        BOTH
    }

    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Function<String, ? extends TranslationEvent.Extension>> parsers = new LinkedHashMap<>();
    private String name = NAME;
    private @Nullable String apiKey;
    private KeyPlace keyPlace = KeyPlace.HEADER;
    private String host = HOST;
    private String pathPrefix = PREFIX;
    private @Nullable URI url;
    private String source = "";
    private String target = "";
    private Set<Output> outputs = EnumSet.allOf(Output.class);
    private @Nullable Long voice;
    private @Nullable Mode mode;
    private @Nullable Model model;
    private @Nullable Duration startTimeout;
    private Duration chunk = Duration.ofMillis(100);
    private Duration heldAudio = Duration.ofSeconds(10);
    private Duration trailingSilence = Duration.ofSeconds(1);
    private Duration settle = Duration.ofSeconds(2);
    private Duration quietLimit = Duration.ofSeconds(30);
    private Duration finishLimit = Duration.ofMinutes(3);
    private Duration stallTimeout = Duration.ofSeconds(5);

    CambRealtimeBuilder(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** The languages that the service is documented to know, in order. */
    public static Set<String> languages() {
        return new TreeSet<>(LANGUAGES);
    }

    /** The name that people see, for a service that speaks this protocol and is somebody else's. */
    public CambRealtimeBuilder name(String name) {
        this.name = Objects.requireNonNull(name);
        return this;
    }

    /** The key; without it {@code CAMB_API_KEY} is used. */
    public CambRealtimeBuilder apiKey(String apiKey) {
        this.apiKey = Objects.requireNonNull(apiKey);
        return this;
    }

    /** Where the key is put; in the header unless told otherwise. */
    public CambRealtimeBuilder keyPlace(KeyPlace place) {
        keyPlace = Objects.requireNonNull(place);
        return this;
    }

    /** Another server; with a port where needed. */
    public CambRealtimeBuilder host(String host) {
        this.host = Objects.requireNonNull(host);
        return this;
    }

    /** What stands in the path before {@code /realtime}; {@code /v1} unless told otherwise. */
    public CambRealtimeBuilder pathPrefix(String pathPrefix) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix);
        return this;
    }

    /**
     * A full address instead of host and path, such as {@code ws://127.0.0.1:8080/v1/realtime}; parameters in it win over ours. A key is sent unencrypted over {@code ws}, so there one from the environment
     * is used only for this machine itself.
     */
    public CambRealtimeBuilder url(URI url) {
        this.url = Objects.requireNonNull(url);
        return this;
    }

    /** A further header of the upgrade request. */
    public CambRealtimeBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** What is spoken: one of {@link #languages}, in capitals or not. */
    public CambRealtimeBuilder from(String language) {
        source = known("from", language);
        return this;
    }

    /** What it is translated to: one of {@link #languages}, in capitals or not. */
    public CambRealtimeBuilder to(String language) {
        target = known("to", language);
        return this;
    }

    private static String known(String setting, String language) {
        var lower = language.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!LANGUAGES.contains(lower)) {
            throw Limits.range(
                    setting + "=" + language + " is not a language that the service knows"
                            + NearestName.question(lower, LANGUAGES),
                    String.join(", ", LANGUAGES));
        }
        return lower;
    }

    /** What is wanted: text and speech unless told otherwise. */
    public CambRealtimeBuilder outputs(Set<Output> outputs) {
        if (outputs.isEmpty()) {
            throw Limits.range("outputs is empty", "text, audio or both");
        }
        this.outputs = EnumSet.copyOf(outputs);
        return this;
    }

    /** One of the account's cloned voices; the service's own voice for the language unless told otherwise. */
    public CambRealtimeBuilder voice(long id) {
        if (id < 1) {
            throw Limits.range("voice=" + id + " is not the id of a voice", "the number that the service's list shows");
        }
        voice = id;
        return this;
    }

    /** {@link Mode#FAST} unless told otherwise. */
    public CambRealtimeBuilder mode(Mode mode) {
        this.mode = Objects.requireNonNull(mode);
        return this;
    }

    /** As earlier servers call it, in place of {@link #mode}. */
    public CambRealtimeBuilder model(Model model) {
        this.model = Objects.requireNonNull(model);
        return this;
    }

    /** Longest wait, once connected, until the service listens: 1 s to 15 min, by default 90 s, and 5 min with a cloned voice. */
    public CambRealtimeBuilder startTimeout(Duration timeout) {
        startTimeout = Limits.within("startTimeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(15));
        return this;
    }

    /** How much audio one message carries: 10 to 500 ms, by default 100. At 500 ms a message is 32 KB; the service takes up to 1 MiB. */
    public CambRealtimeBuilder chunk(Duration length) {
        chunk = Limits.within("chunk", length, Duration.ofMillis(10), Duration.ofMillis(500));
        return this;
    }

    /** How much audio is kept until the service listens; older audio is dropped, and told. By default 10 s. */
    public CambRealtimeBuilder heldAudio(Duration length) {
        heldAudio = Limits.within("heldAudio", length, Duration.ZERO, Duration.ofMinutes(2));
        return this;
    }

    /**
     * Silence that is sent after the last audio, so that the service, which finds the ends of utterances by itself and has no message for it, finds the last one: 0 to 10 s, by default 1 s.
     */
    public CambRealtimeBuilder trailingSilence(Duration length) {
        trailingSilence = Limits.within("trailingSilence", length, Duration.ZERO, Duration.ofSeconds(10));
        return this;
    }

    /** After the last audio, and once everything begun is complete, how long the service may say nothing before that is taken for the end: by default 2 s. */
    public CambRealtimeBuilder settle(Duration quiet) {
        settle = Limits.within("settle", quiet, Duration.ofMillis(10), Duration.ofMinutes(1));
        return this;
    }

    /** After the last audio, and while a translation is due, how long the service may say nothing before it is given up: by default 30 s, as the vendor's example waits. */
    public CambRealtimeBuilder quietLimit(Duration quiet) {
        quietLimit = Limits.within("quietLimit", quiet, Duration.ofMillis(10), Duration.ofMinutes(10));
        return this;
    }

    /** After the last audio, how long the service may go on at most: by default 3 min. */
    public CambRealtimeBuilder finishLimit(Duration limit) {
        finishLimit = Limits.within("finishLimit", limit, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /** Longest time in which the network may take nothing although much is waiting; then the session is over. By default 5 s. */
    public CambRealtimeBuilder stallTimeout(Duration timeout) {
        stallTimeout = Limits.within("stallTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        return this;
    }

    /**
     * Teaches the client a message that this version does not know; without it such a message is {@link TranslationEvent.Unrecognized}.
     *
     * @param type the value of {@code type} on the wire
     * @param parser given the message's JSON, on the session's event loop; where it throws, the session tells an error and goes on
     */
    public CambRealtimeBuilder event(String type, Function<String, ? extends TranslationEvent.Extension> parser) {
        parsers.put(Objects.requireNonNull(type), Objects.requireNonNull(parser));
        return this;
    }

    /**
     * @throws BatonException without languages, without a key for an address that needs one, for the address of another of the vendor's services, or where settings contradict each other
     */
    public CambRealtime build() {
        checkLanguages();
        if (mode != null && model != null) {
            throw Limits.contradiction(
                    "mode=" + lower(mode) + " and model=" + lower(model) + " say the same thing in two ways",
                    "use mode(..) for servers since August 2026, model(..) for earlier ones");
        }
        checkService();
        var usual = "wss://" + HOST + PREFIX + ENDPOINT;
        var address = ServiceAddress.of(name, url, host, pathPrefix, ENDPOINT, usual);
        var key = ServiceKey.find(name, apiKey, KEY_VARIABLE, environment, address, "");
        boolean shown = !key.value().isEmpty();
        var sent = new LinkedHashMap<>(headers);
        if (shown && keyPlace != KeyPlace.MESSAGE) {
            sent.put(KEY_HEADER, key.value());
        }
        var selector = model == null ? "mode" : "model";
        var selected = model == null ? lower(mode == null ? Mode.FAST : mode) : lower(model);
        var request = new CambRequest(
                selector,
                selected,
                source,
                target,
                outputs.contains(Output.TEXT),
                outputs.contains(Output.AUDIO),
                voice,
                shown && keyPlace != KeyPlace.HEADER ? key.value() : "");
        return new CambRealtime(new RealtimeLink(
                name,
                address.with(Map.of(selector, List.of(selected))),
                address.toString(),
                usual,
                sent,
                List.of(key.value()),
                key.origin(),
                request,
                new TaughtMessages<>(name, parsers),
                chunk,
                heldAudio,
                trailingSilence,
                new RealtimeLink.Waits(start(), settle, quietLimit, finishLimit, stallTimeout)));
    }

    private void checkLanguages() {
        if (source.isEmpty() || target.isEmpty()) {
            throw Limits.range(
                    "the language " + (source.isEmpty() ? "that is spoken" : "to translate to") + " is not set",
                    "from(..) and to(..) with two of " + String.join(", ", LANGUAGES));
        }
        if (source.equals(target)) {
            throw Limits.contradiction(
                    "from=" + source + " and to=" + target + " are the same language",
                    "choose another target: " + String.join(", ", LANGUAGES));
        }
    }

    /** The vendor translates files as well, by other services: whoever has their address gets here by mistake. */
    private void checkService() {
        var given = url == null ? "" : String.valueOf(url.getPath());
        if (given.contains("/apis/") || pathPrefix.contains("/apis") || given.matches(".*/(dub|translated-tts)\\b.*")) {
            throw new BatonException(
                    ErrorCode.SETTING_RANGE,
                    "the address of " + name + " is one of the vendor's services for jobs over HTTP"
                            + ", such as dubbing and translated text to speech",
                    "they take a file, and are asked again and again until a result is there; Baton speaks the realtime service only",
                    "use " + "wss://" + HOST + PREFIX + ENDPOINT + ", or call that service with an HTTP client");
        }
    }

    private Duration start() {
        return startTimeout != null ? startTimeout : voice == null ? START_TIMEOUT : CLONED_START_TIMEOUT;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return name + " at " + (url == null ? host : url.getHost());
    }
}
