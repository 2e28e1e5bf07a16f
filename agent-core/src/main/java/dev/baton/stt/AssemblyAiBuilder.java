package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.AssemblyAiMessages;
import dev.baton.internal.json.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link AssemblyAi}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Names, defaults and ranges are the documented ones; where the service states no range, a sensible one is kept. Not safe for use by many threads.
 */
public final class AssemblyAiBuilder extends StreamingServiceBuilder<AssemblyAiBuilder> {
    private static final Vendor VENDOR = new Vendor(
            "assemblyai", "streaming.assemblyai.com", "/v3", "/ws", "ASSEMBLYAI_API_KEY", "Authorization", "", "token");

    private static final Set<AudioEncoding> ENCODINGS = Set.of(AudioEncoding.LINEAR16, AudioEncoding.MULAW);
    private static final Duration SHORTEST_MESSAGE = Duration.ofMillis(50);
    private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(1);

    /** The service hangs up where an inactivity time-out was asked for alone, which may be as short as five seconds. */
    private static final Duration KEEP_ALIVE_AFTER = Duration.ofSeconds(3);

    /** Its own SDK gives up after one second. */
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(3);

    /** May be long, or hold what the application knows of the caller. */
    private static final Set<String> UNSHOWN = Set.of("keyterms_prompt");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
    private static final String CONFIDENT_SILENCE = "min_turn_silence";
    private static final String LONGEST_SILENCE = "max_turn_silence";

    private final List<String> keyterms = new ArrayList<>();
    private @Nullable Duration minTurnSilence;
    private @Nullable Duration maxTurnSilence;
    private boolean endsTurns;
    private boolean partialTurns = true;
    private boolean formatTurns;

    AssemblyAiBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment, Duration.ofMillis(200));
        readyTimeout(READY_TIMEOUT);
    }

    /** Such as {@code universal-streaming-english}; by default not sent. */
    public AssemblyAiBuilder speechModel(String model) {
        if (!NAME.matcher(model).matches()) {
            throw range("speechModel=\"" + model + "\" cannot be a name", "a model's name");
        }
        return set("speech_model", model);
    }

    /** Of the audio that is sent: 8000 to 48000, by default 16000. */
    public AssemblyAiBuilder sampleRateHz(int sampleRateHz) {
        if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
            throw range(
                    "sampleRateHz=" + sampleRateHz + " is not one that AssemblyAI recognises speech at",
                    "8000 to 48000");
        }
        return rate(sampleRateHz);
    }

    /** {@inheritDoc} Here 50 to 1000 ms, the service's own limits. */
    @Override
    public AssemblyAiBuilder chunk(Duration length) {
        return super.chunk(length);
    }

    /**
     * Whether the service decides when a turn is over. Then it has its own silences, unless others are given here, and a call leaves the turns to it
     * ({@code turn.detector}) and asks for no finals.
     */
    public AssemblyAiBuilder endsTurns(boolean on) {
        endsTurns = on;
        return this;
    }

    /** Silence after which the service ends a turn that it takes for complete: up to 10 s, by default 1 s; see {@link AssemblyAi} for why. */
    public AssemblyAiBuilder minTurnSilence(Duration silence) {
        minTurnSilence = within("minTurnSilence", silence, Duration.ZERO, Duration.ofSeconds(10));
        return this;
    }

    /** Silence after which the service ends any turn: up to 30 s, by default 2 s. */
    public AssemblyAiBuilder maxTurnSilence(Duration silence) {
        maxTurnSilence = within("maxTurnSilence", silence, Duration.ZERO, Duration.ofSeconds(30));
        return this;
    }

    /** How sure the service has to be that a turn is complete to end it after the shorter silence: 0 to 1, by the service's default 0.4. */
    public AssemblyAiBuilder endOfTurnConfidence(double threshold) {
        return set("end_of_turn_confidence_threshold", fraction("endOfTurnConfidence", threshold));
    }

    /**
     * Whether texts are punctuated and written as people write them. The service sends each turn a second time for that, and the second is taken, which costs its time; where it does not come, a call takes
     * the first after its settle time-out.
     */
    public AssemblyAiBuilder formatTurns(boolean on) {
        formatTurns = on;
        return set("format_turns", on);
    }

    /** Whether texts come while they may still change; on by default. */
    public AssemblyAiBuilder partialTurns(boolean on) {
        partialTurns = on;
        return set("include_partial_turns", on);
    }

    /** Makes a term more likely; may be said several times. */
    public AssemblyAiBuilder keyterm(String term) {
        if (term.isBlank()) {
            throw range("keyterm is empty", "at least one word");
        }
        keyterms.add(term.strip());
        return this;
    }

    /** How sure the service has to be that something is speech: 0 to 1. */
    public AssemblyAiBuilder vadThreshold(double threshold) {
        return set("vad_threshold", fraction("vadThreshold", threshold));
    }

    /** Time without audio after which the service ends the session: 5 s to 1 h, in whole seconds; by default it does not. */
    public AssemblyAiBuilder inactivityTimeout(Duration timeout) {
        within("inactivityTimeout", timeout, Duration.ofSeconds(5), Duration.ofHours(1));
        return set("inactivity_timeout", timeout.toSeconds());
    }

    public AssemblyAiBuilder languageDetection(boolean on) {
        return set("language_detection", on);
    }

    public AssemblyAiBuilder speakerLabels(boolean on) {
        return set("speaker_labels", on);
    }

    /** Whether the service says now and then that it is there; told as {@link SttEvent.Unrecognized}. A call takes it for a sign that the service hears, although it may not. */
    public AssemblyAiBuilder sessionHeartbeat(boolean on) {
        return set("session_heartbeat", on);
    }

    /** Whether the service says that it hears silence; told as {@link SttEvent.Unrecognized}. */
    public AssemblyAiBuilder acknowledgeSilence(boolean on) {
        return set("acknowledge_silence", on);
    }

    @Override
    Set<AudioEncoding> encodings() {
        return ENCODINGS;
    }

    @Override
    String nameOf(AudioEncoding encoding) {
        return encoding == AudioEncoding.MULAW ? "pcm_mulaw" : "pcm_s16le";
    }

    @Override
    Duration shortestChunk() {
        return SHORTEST_MESSAGE;
    }

    @Override
    Duration longestChunk() {
        return LONGEST_MESSAGE;
    }

    @Override
    Duration shortestMessage() {
        return SHORTEST_MESSAGE;
    }

    /**
     * @throws BatonException without a key for an address that needs one, or where settings contradict each other
     */
    public AssemblyAi build() {
        setSilences();
        var query = new QueryParameters();
        describeAudio(query);
        addParameters(query);
        if (!keyterms.isEmpty()) {
            query.set("keyterms_prompt", JsonText.array(keyterms));
        }
        var service = serviceName();
        boolean formatted = formatTurns;
        var capabilities = endsTurns
                ? withoutFinalize(KEEP_ALIVE_AFTER).endingTurns()
                : capabilities(SttCapabilities.FinalizeAnswers.BY_AUDIO, KEEP_ALIVE_AFTER);
        return new AssemblyAi(
                link(address(VENDOR.endpoint()), query, UNSHOWN, () -> new AssemblyAiMessages(service, formatted)),
                partialTurns ? capabilities : capabilities.withoutInterims());
    }

    private void setSilences() {
        var shorter = minTurnSilence != null || endsTurns ? minTurnSilence : Duration.ofSeconds(1);
        var longer = maxTurnSilence != null || endsTurns ? maxTurnSilence : longestBy(shorter);
        if (shorter != null && longer != null && shorter.compareTo(longer) > 0) {
            throw contradiction(
                    "minTurnSilence=" + shorter.toMillis() + "ms is longer than maxTurnSilence=" + longer.toMillis()
                            + "ms",
                    "make maxTurnSilence at least as long");
        }
        send(CONFIDENT_SILENCE, shorter);
        send(LONGEST_SILENCE, longer);
    }

    private static Duration longestBy(@Nullable Duration shorter) {
        var usual = Duration.ofSeconds(2);
        return shorter == null || shorter.compareTo(usual) < 0 ? usual : shorter;
    }

    private void send(String parameter, @Nullable Duration silence) {
        if (silence == null) {
            unset(parameter);
        } else {
            set(parameter, silence.toMillis());
        }
    }

    private static double fraction(String setting, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw range(setting + "=" + value + " is out of range", "0 to 1");
        }
        return value;
    }
}
