package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioSink;
import dev.baton.call.Call;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.EmptyFinalize;
import dev.baton.testkit.stt.FinalizeMarks;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.turn.Utterance;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole path in real time: audio, detector, machine, Pulse over a real socket, the local server, the handler. */
class WholeCallTest {
    /** Far more than what ends a turn, since the other calls keep the machine busy at the same moments. */
    private static final Duration QUIET = Duration.ofMillis(1_300);

    /** More than what ends a turn, and less than the patience that a handler has. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMillis(1_800);

    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void warmUp() throws Exception {
        WarmUp.once();
    }

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(30));
    }

    private VoiceAgent.Builder agent(URI url) {
        return VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(SmallestPulse.builder()
                        .url(url)
                        .apiKey("test-key")
                        .language("en")
                        .build())
                .turnHandler((utterance, reply) -> heard.add(utterance.text()));
    }

    private static SyntheticCaller.Builder caller() {
        return SyntheticCaller.builder(16_000).silence(Duration.ofMillis(400));
    }

    private CallOptions options() {
        return CallOptions.defaults().withListener(events::add);
    }

    private CallSummary hold(VoiceAgent agent, SyntheticCaller caller) throws Exception {
        return agent.answer(caller, AudioSink.discard(), options()).completion().get(60, TimeUnit.SECONDS);
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<String> texts(SyntheticCaller caller) {
        return caller.turns().stream().map(SyntheticCaller.SpokenTurn::text).toList();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"NEVER, NO_REPLY", "ALWAYS, EMPTY_FINAL"})
    void everyTurn_isHandedOverOnceWithOneFinalizeAndOneCloseStream(FinalizeMarks marks, EmptyFinalize empty)
            throws Exception {
        try (var server = server().finalizeMarks(marks).emptyFinalize(empty).start();
                var agent = agent(server.pulseUri()).build()) {
            var caller = caller().turn("on wednesday please")
                    .silence(QUIET)
                    .turn("at nine")
                    .silence(QUIET)
                    .turn("thank you")
                    .silence(QUIET)
                    .build();

            var summary = hold(agent, caller);

            assertThat(heard).containsExactlyElementsOf(texts(caller));
            assertThat(summary.committed()).isEqualTo(3);
            assertThat(server.stats().finalizes()).isEqualTo(3);
            assertThat(server.stats().closeStreams()).isEqualTo(1);
            assertThat(all(CallEvent.Problem.class)).isEmpty();
        }
    }

    /** At its own rate where the detector can, otherwise as the recogniser hears it. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(ints = {8_000, 16_000})
    void narrowBandCaller_isHeard(int lowestRateHz) throws Exception {
        var detectors = new From(lowestRateHz);
        try (var server = server().start();
                var agent = agent(server.pulseUri())
                        .voiceActivityDetector(detectors)
                        .build()) {
            var caller = SyntheticCaller.builder(8_000)
                    .encoding(AudioEncoding.MULAW)
                    .silence(Duration.ofMillis(400))
                    .turn("on wednesday please")
                    .silence(QUIET)
                    .build();

            hold(agent, caller);

            assertThat(detectors.created()).containsExactly(lowestRateHz);
            assertThat(heard).containsExactlyElementsOf(texts(caller));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void dictatedNumber_staysWholeWithPatienceAndSplitsWithout() throws Exception {
        var heardWhole = new CopyOnWriteArrayList<String>();
        try (var server = server().start();
                var hasty = agent(server.pulseUri()).build();
                var patient = agent(server.pulseUri())
                        .turnHandlers(() -> new PatientHandler(heardWhole))
                        .build()) {
            var call = hasty.answer(number(), AudioSink.discard(), options());
            hold(patient, number());
            call.completion().get(60, TimeUnit.SECONDS);

            assertThat(heard).containsExactly("five five", "one two", "three four");
            assertThat(heardWhole).containsExactly("five five one two three four");
        }
    }

    private static SyntheticCaller number() {
        return caller().turn(PAUSE, "five five", "one two", "three four")
                .silence(Duration.ofMillis(2_300))
                .build();
    }

    private record PatientHandler(List<String> heard) implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("your number?").patience(PATIENCE);
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            heard.add(utterance.text());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void lineBreaksOffInMidSentence_lastWordsArrive() throws Exception {
        try (var server = server().start();
                var agent = agent(server.pulseUri()).build()) {
            var caller = caller().turn("thank you goodbye").build();

            hold(agent, caller);

            assertThat(heard).containsExactly("thank you goodbye");
            assertThat(server.stats().finalizes()).isEqualTo(1);
            assertThat(server.stats().closeStreams()).isEqualTo(1);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void serverDiesInMidCall_callSaysSoAndEndsInOrder() throws Exception {
        try (var server = server().start();
                var agent = agent(server.pulseUri()).build()) {
            var caller = caller().turn("on wednesday please")
                    .silence(QUIET)
                    .turn("at nine")
                    .silence(QUIET)
                    .build();
            Call call = agent.answer(caller, AudioSink.discard(), options());
            await().atMost(Duration.ofSeconds(20)).until(() -> !heard.isEmpty());

            server.kill();
            var summary = call.completion().get(30, TimeUnit.SECONDS);

            assertThat(heard).containsExactly("on wednesday please");
            assertThat(summary.reason()).isEqualTo(EndReason.HANGUP);
            assertThat(all(CallEvent.Problem.class))
                    .extracting(problem -> problem.reason().code())
                    .startsWith(ErrorCode.STT_LOST)
                    .containsOnly(ErrorCode.STT_LOST, ErrorCode.STT_UNREACHABLE);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nobodyListensAtTheAddress_callEndsWithAClearReason() throws Exception {
        URI gone;
        try (var server = server().start()) {
            gone = server.pulseUri();
        }
        try (var agent = agent(gone).build()) {
            var summary = hold(agent, caller().turn("hello").silence(QUIET).build());

            assertThat(summary.reason()).isEqualTo(EndReason.STT_UNAVAILABLE);
            assertThat(all(CallEvent.Problem.class).get(0).reason().code()).isEqualTo(ErrorCode.STT_UNREACHABLE);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void wrongKey_isToldWithoutTheKey() throws Exception {
        try (var server = server().apiKeys(ApiKeys.exactly("another")).start();
                var agent = agent(server.pulseUri()).build()) {
            var summary = hold(agent, caller().turn("hello").silence(QUIET).build());

            BatonException reason = all(CallEvent.Problem.class).get(0).reason();
            assertThat(summary.reason()).isEqualTo(EndReason.STT_UNAVAILABLE);
            assertThat(reason.code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
            assertThat(reason.report()).doesNotContain("test-key");
        }
    }

    /** Supports what {@link SoundDetector} does, from a rate on. */
    private record From(int lowestRateHz, List<Integer> created) implements VoiceActivityDetectorProvider {
        From(int lowestRateHz) {
            this(lowestRateHz, new CopyOnWriteArrayList<>());
        }

        @Override
        public String name() {
            return "from-" + lowestRateHz;
        }

        @Override
        public boolean supports(int sampleRateHz) {
            return sampleRateHz >= lowestRateHz && SoundDetector.provider().supports(sampleRateHz);
        }

        @Override
        public VoiceActivityDetector create(int sampleRateHz) {
            created.add(sampleRateHz);
            return SoundDetector.provider().create(sampleRateHz);
        }
    }
}
