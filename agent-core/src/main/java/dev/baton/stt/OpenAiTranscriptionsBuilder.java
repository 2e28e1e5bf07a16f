package dev.baton.stt;

import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.internal.stt.Segmentation;
import dev.baton.internal.stt.TranscriptionRequest;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings of {@link OpenAiTranscriptions}. Not safe for use by several threads. */
public final class OpenAiTranscriptionsBuilder extends ServiceBuilder<OpenAiTranscriptionsBuilder> {
    private static final Vendor OPENAI = new Vendor(
            "openai-transcriptions",
            "api.openai.com",
            "/v1",
            "/audio/transcriptions",
            "OPENAI_API_KEY",
            "Authorization",
            "Bearer ",
            "api_key");

    /** What whisper-family models work at; whisper.cpp's server takes nothing else unless it may convert. */
    private static final int SAMPLE_RATE_HZ = 16_000;

    /** Half a second of quiet: a pause inside a sentence is mostly shorter, and a call that knows better asks. */
    private static final Duration HANGOVER = Duration.ofMillis(500);

    private static final Duration USUAL_ANSWER_TIME = Duration.ofMillis(300);
    private static final int LONGEST_TEXT = 4_000;

    private String model = "whisper-1";
    private @Nullable String language;
    private @Nullable String prompt;
    private @Nullable Double temperature;
    private boolean wordTimes;
    private double noSpeech;
    private @Nullable VoiceActivityDetectorProvider detector;
    private SpeechGateConfig gate = SpeechGateConfig.defaults().withHangover(HANGOVER);
    private Duration preRoll = Duration.ofMillis(300);
    private Duration longestSegment = Duration.ofSeconds(8);
    private Duration shortestSegment = Duration.ofMillis(1_100);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private int requestsAtOnce = 2;
    private int retries = 2;
    private int waitingSegments = 4;

    OpenAiTranscriptionsBuilder(UnaryOperator<@Nullable String> environment) {
        super(OPENAI, environment, USUAL_ANSWER_TIME);
        settleTimeout(Duration.ofSeconds(3));
        closeTimeout(Duration.ofSeconds(5));
    }

    /** By default {@code whisper-1}. Servers that hold several, or one by its full name, want theirs: {@code Systran/faster-whisper-small}, {@code openai/whisper-large-v3}. */
    public OpenAiTranscriptionsBuilder model(String model) {
        this.model = text("model", model);
        return this;
    }

    /** ISO 639-1, such as {@code en}; without it the server guesses, for each segment anew. */
    public OpenAiTranscriptionsBuilder language(String language) {
        this.language = text("language", language);
        return this;
    }

    /** Words and spellings to expect, in the language that is spoken; at most 4,000 characters. */
    public OpenAiTranscriptionsBuilder prompt(String prompt) {
        this.prompt = text("prompt", prompt);
        return this;
    }

    /** How freely the model chooses, from 0 to 1; 0 where the server is not to vary. By default the server's. */
    public OpenAiTranscriptionsBuilder temperature(double temperature) {
        this.temperature = fraction("temperature", temperature);
        return this;
    }

    /** Whether times of words are asked for, which needs {@code verbose_json} and a server that has them. By default not: they are estimated. */
    public OpenAiTranscriptionsBuilder wordTimes(boolean asked) {
        wordTimes = asked;
        return this;
    }

    /**
     * Answers of which each segment is no speech with this probability or more ({@code no_speech_prob}) are dropped, and told as {@link SttEvent.Error} with {@code BT-208}: whisper-family models make
     * phrases out of noise. Needs {@code verbose_json}. By default off, since a short answer on a poor line looks alike; 0.6 is what the models' own decoder takes together with other signs.
     *
     * @param atLeast 0 to 1; 0 is off
     */
    public OpenAiTranscriptionsBuilder dropNoSpeech(double atLeast) {
        noSpeech = fraction("dropNoSpeech", atLeast);
        return this;
    }

    /** Finds the speech in the stream; by default the one on the class path. */
    public OpenAiTranscriptionsBuilder voiceActivityDetector(VoiceActivityDetectorProvider provider) {
        detector = provider;
        return this;
    }

    /** What counts as speech, and how much quiet ends a segment; by default as for calls, with 500 ms of quiet. */
    public OpenAiTranscriptionsBuilder speechGate(SpeechGateConfig gate) {
        this.gate = gate;
        return this;
    }

    /** How much audio from before the speech goes along; by default 300 ms. */
    public OpenAiTranscriptionsBuilder preRoll(Duration length) {
        preRoll = within("preRoll", length, Duration.ZERO, Duration.ofSeconds(2));
        return this;
    }

    /**
     * A longer one is cut at the quietest place of its last quarter: 2 to 30 s, by default 8. Together with the time of an answer it should not exceed the audio that a call keeps ({@code
     * stt.replay-buffer}, 10 s), or a request that fails for good costs words.
     */
    public OpenAiTranscriptionsBuilder longestSegment(Duration length) {
        longestSegment = within("longestSegment", length, Duration.ofSeconds(2), Duration.ofSeconds(30));
        return this;
    }

    /** No shorter recording is sent: it is filled up with silence. By default 1.1 s, since some servers hear nothing, or refuse, below 1 s. */
    public OpenAiTranscriptionsBuilder shortestSegment(Duration length) {
        shortestSegment = within("shortestSegment", length, Duration.ofMillis(100), Duration.ofSeconds(2));
        return this;
    }

    /** Longest wait for one answer, from the request on; by default 10 s, which leaves a server time to load its model. */
    public OpenAiTranscriptionsBuilder requestTimeout(Duration timeout) {
        requestTimeout = within("requestTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(2));
        return this;
    }

    /** How many requests of a session may be under way: 1 to 8, by default 2. Texts come in the order of their audio all the same. */
    public OpenAiTranscriptionsBuilder requestsAtOnce(int count) {
        requestsAtOnce = within("requestsAtOnce", count, 1, 8);
        return this;
    }

    /**
     * Further attempts for a segment whose request was not answered, or with 408, 425, 429, 5xx or something that is no transcription: 0 to 10, by default 2. {@code Retry-After} is honoured up to {@link
     * #requestTimeout}.
     */
    public OpenAiTranscriptionsBuilder retries(int count) {
        retries = within("retries", count, 0, 10);
        return this;
    }

    /** How many segments may wait behind those under way before the session is no longer writable: 1 to 100, by default 4. */
    public OpenAiTranscriptionsBuilder waitingSegments(int count) {
        waitingSegments = within("waitingSegments", count, 1, 100);
        return this;
    }

    /**
     * @throws dev.baton.BatonException if an address that needs a key has none, settings contradict each other, or there is no detector for 16 kHz
     */
    public OpenAiTranscriptions build() {
        if (preRoll.plus(gate.onsetLead()).plus(gate.minSpeech()).compareTo(longestSegment) >= 0) {
            throw contradiction(
                    "preRoll=" + preRoll.toMillis() + "ms, the gate's lead of "
                            + gate.onsetLead().toMillis() + "ms and its least speech of "
                            + gate.minSpeech().toMillis() + "ms leave nothing of longestSegment="
                            + longestSegment.toMillis() + "ms",
                    "raise longestSegment(..)");
        }
        var provider = detector != null ? detector : VoiceActivityDetectorProvider.installed();
        if (!provider.supports(SAMPLE_RATE_HZ)) {
            throw contradiction(
                    "the voice activity detector " + provider.name() + " does not work at " + SAMPLE_RATE_HZ + " Hz",
                    "give another one: voiceActivityDetector(..)");
        }
        var fields = fields();
        var link = link(
                address(OPENAI.endpoint()),
                Map.of(),
                fields.stream()
                        .filter(field -> !field.getKey().equals("prompt"))
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" ")),
                OpenAiTranscriptionsBuilder::noMessages,
                AudioEncoding.LINEAR16,
                SAMPLE_RATE_HZ,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        var request = new TranscriptionRequest(
                "baton-" + UUID.randomUUID(),
                fields,
                SAMPLE_RATE_HZ,
                Math.toIntExact(shortestSegment.toMillis() * SAMPLE_RATE_HZ / 1_000));
        return new OpenAiTranscriptions(
                new Segmentation(
                        link,
                        request,
                        () -> provider.create(SAMPLE_RATE_HZ),
                        gate,
                        preRoll,
                        longestSegment,
                        requestTimeout,
                        requestsAtOnce,
                        retries,
                        waitingSegments,
                        noSpeech),
                new SttCapabilities(
                                true,
                                SttCapabilities.FinalizeAnswers.MARKED,
                                usualAnswerTime(),
                                settleAfter(Duration.ZERO))
                        .withoutInterims());
    }

    private List<Map.Entry<String, String>> fields() {
        var fields = new ArrayList<Map.Entry<String, String>>();
        add(fields, "model", model);
        add(fields, "language", language);
        add(fields, "response_format", wordTimes || noSpeech > 0 ? "verbose_json" : "json");
        add(fields, "temperature", temperature == null ? null : String.format(Locale.ROOT, "%.2f", temperature));
        add(fields, "prompt", prompt);
        if (wordTimes) {
            add(fields, "timestamp_granularities[]", "word");
            if (noSpeech > 0) {
                add(fields, "timestamp_granularities[]", "segment");
            }
        }
        return fields;
    }

    private static void add(List<Map.Entry<String, String>> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.add(Map.entry(name, value));
        }
    }

    private static ServiceMessages noMessages() {
        throw new AssertionError("requests are answered, and have no stream of messages");
    }

    @Override
    String scheme() {
        return "https";
    }

    private static String text(String name, String value) {
        if (value.isBlank() || value.length() > LONGEST_TEXT || value.chars().anyMatch(each -> each < ' ')) {
            throw range(
                    name + " of " + value.length() + " characters is blank, too long or holds control characters",
                    "1 to " + LONGEST_TEXT + " characters in one line");
        }
        return value;
    }

    private static double fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw range(name + "=" + value + " is out of range", "0 to 1");
        }
        return value;
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw range(name + "=" + value + " is out of range", least + " to " + most);
        }
        return value;
    }
}
