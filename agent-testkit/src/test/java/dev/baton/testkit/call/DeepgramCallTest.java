package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.ErrorCode;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.Deepgram;
import dev.baton.stt.DeepgramBuilder;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.EmptyFinalize;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig.TurnDetector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls in real time over Deepgram's protocol: audio, detector, machine, a real socket, the local server, the handler. */
class DeepgramCallTest {
    private static final Duration QUIET = Duration.ofMillis(1500);

    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void warmUp() throws Exception {
        WarmUp.once();
    }

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(30));
    }

    private VoiceAgent.Builder agent(LocalSttServer server, UnaryOperator<DeepgramBuilder> settings) {
        var deepgram = Deepgram.builder().url(server.deepgramUri()).apiKey("test-key");
        return VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(settings.apply(deepgram).build())
                .turnHandler((utterance, reply) -> heard.add(utterance.text()));
    }

    private void hold(VoiceAgent agent, SyntheticCaller caller) throws Exception {
        agent.answer(caller, AudioSink.discard(), CallOptions.defaults().withListener(events::add))
                .completion()
                .get(60, TimeUnit.SECONDS);
    }

    private static SyntheticCaller threeTurns(SyntheticCaller.Builder caller) {
        return caller.silence(Duration.ofMillis(400))
                .turn("on wednesday please")
                .silence(QUIET)
                .turn("at nine")
                .silence(QUIET)
                .turn("thank you")
                .silence(QUIET)
                .build();
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(EmptyFinalize.class)
    void everyTurn_isHandedOverOnceWithOneFinalizeAndOneCloseStream(EmptyFinalize empty) throws Exception {
        try (var server = server().emptyFinalize(empty).start();
                var agent = agent(server, deepgram -> deepgram).build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(16_000)));

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
            assertThat(server.stats().finalizes()).isEqualTo(3);
            assertThat(server.connections().get(0).received()).endsWith("CloseStream");
            assertThat(server.connections().get(0).sent()).endsWith("close 1000");
            assertThat(all(CallEvent.Problem.class)).isEmpty();
        }
    }

    /** The service's own final comes before the finalize, which then finds nothing and is not answered: nobody waits for it. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void finalsOfTheServicesOwn_leaveNoTurnWaiting() throws Exception {
        try (var server = server().emptyFinalize(EmptyFinalize.NO_REPLY).start();
                var agent = agent(server, deepgram -> deepgram.endpointing(Duration.ofMillis(200)))
                        .build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(16_000)));

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
            assertThat(all(CallEvent.TurnCommitted.class))
                    .extracting(turn -> turn.utterance().reason())
                    .containsOnly(CommitReason.QUIET);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(names = {"MULAW", "ALAW"})
    void telephonesAudio_isHeardAsItIs(AudioEncoding encoding) throws Exception {
        try (var server = server().start();
                var agent = agent(
                                server, deepgram -> deepgram.sampleRateHz(8_000).encoding(encoding))
                        .build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(8_000).encoding(encoding)));

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void serviceThatDecides_endsTurnsByItsOwnEndOfSpeech() throws Exception {
        try (var server = server().start();
                var agent = agent(server, deepgram -> deepgram.vadEvents(true).endpointing(Duration.ofMillis(400)))
                        .turns(turns -> turns.turnDetector(TurnDetector.STT).finalizes(false))
                        .build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(16_000)));

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
            assertThat(all(CallEvent.TurnCommitted.class))
                    .extracting(turn -> turn.utterance().reason())
                    .containsOnly(CommitReason.STT_TURN_END);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void connectionCutBetweenTurns_isMadeAnewAndLosesNothing() throws Exception {
        try (var server = server().start();
                var agent = agent(server, deepgram -> deepgram).build()) {
            var call = agent.answer(
                    threeTurns(SyntheticCaller.builder(16_000)),
                    AudioSink.discard(),
                    CallOptions.defaults().withListener(events::add));
            await().atMost(Duration.ofSeconds(20)).until(() -> !heard.isEmpty());
            server.cutConnections();
            call.completion().get(60, TimeUnit.SECONDS);

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
            assertThat(server.stats().connections()).isEqualTo(2);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void wrongKey_endsTheCallAndNamesNoKey() throws Exception {
        try (var server = server().apiKeys(ApiKeys.exactly("another")).start();
                var agent = agent(server, deepgram -> deepgram).build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(16_000)));

            var reason = all(CallEvent.Problem.class).get(0).reason();
            assertThat(reason.code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
            assertThat(reason.report())
                    .startsWith("error BT-201: deepgram refused the key")
                    .doesNotContain("test-key");
            assertThat(all(CallEvent.Ended.class))
                    .extracting(ended -> ended.summary().reason())
                    .containsExactly(EndReason.STT_UNAVAILABLE);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void parameterThatTheServiceDoesNotTake_isToldInItsWords() throws Exception {
        try (var server = server().start();
                var agent = agent(server, deepgram -> deepgram.model("nova-9")).build()) {
            hold(agent, threeTurns(SyntheticCaller.builder(16_000)));

            assertThat(all(CallEvent.Problem.class).get(0).reason().report())
                    .contains("BT-203: deepgram refused the settings (HTTP 400)", "nova-9");
            assertThat(server.stats().refusals()).isEqualTo(Map.of("400 model", 1L));
        }
    }
}
