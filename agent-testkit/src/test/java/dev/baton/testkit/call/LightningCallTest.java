package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestLightning;
import dev.baton.stt.SmallestLightningBuilder;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.outage.VirtualWire;
import dev.baton.testkit.stt.LightningClose;
import dev.baton.testkit.stt.LightningShape;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.CommitReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole calls over Lightning's protocol, which is never asked for a final: real pipelines on virtual time, and once a real socket. */
@Timeout(120)
class LightningCallTest {
    private static final Duration QUIET = Duration.ofMillis(2_500);
    private static final List<String> SAID = List.of("on wednesday please", "at half past nine", "thank you good bye");

    private final List<CallEvent> events = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    /** The second turn has a pause inside it that is shorter than what ends a turn. */
    private static SyntheticCaller caller() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn("on wednesday please")
                .silence(QUIET)
                .turn(Duration.ofMillis(350), "at half", "past nine")
                .silence(QUIET)
                .turn("thank you good bye")
                .silence(Duration.ofMillis(200))
                .build();
    }

    private void hold(
            String path,
            UnaryOperator<SmallestLightningBuilder> settings,
            UnaryOperator<LocalSttServer.Builder> serving) {
        var time = new VirtualTime(Duration.ofSeconds(60));
        var server = new PipelineServer(
                serving.apply(LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(60))));
        var wire = new VirtualWire(time.next(), server);
        var service = SmallestLightning.builder().url(URI.create("ws://127.0.0.1:1" + path));
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(settings.apply(service).build())
                .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire)
                .build()) {
            var call = agent.answer(
                    caller(), AudioSink.discard(), CallOptions.defaults().withListener(events::add));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(2)))
                    .isTrue();
            time.advance(Duration.ofSeconds(10));
        }
        assertThat(time.timers()).isZero();
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Whatever silence the service waits for: with little the pause inside the second turn splits a text, and the turn is whole all the same; with much the final comes long after the turn's own
     * quiet, and is waited for.
     */
    @ParameterizedTest
    @CsvSource({"100", "300", "500", "800", "1500", "2000"})
    void everyTurn_isCommittedWholeAndOnce(int eouMillis) {
        hold(
                "/api/v1/lightning/get_text",
                lightning -> lightning.eouTimeout(Duration.ofMillis(eouMillis)),
                server -> server);

        assertThat(heard).isEqualTo(SAID);
        assertThat(all(CallEvent.Problem.class)).isEmpty();
        assertThat(all(CallEvent.FinalizeSent.class)).isEmpty();
        assertThat(all(CallEvent.CloseStreamSent.class)).hasSize(1);
        assertThat(all(CallEvent.TurnCommitted.class))
                .extracting(turn -> turn.utterance().reason())
                .doesNotContain(CommitReason.TIMEOUT, CommitReason.TIMEOUT_INTERIM);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/lightning/get_text, EARLY, SERVER",
        "/api/v1/lightning/get_text, LATER, CLIENT",
        "/waves/v1/lightning/get_text, LATER, SERVER",
        "/waves/v1/lightning/get_text, EARLY, CLIENT"
    })
    void everyAddressShapeAndClose_makesTheSameCall(String path, LightningShape shape, LightningClose close) {
        hold(
                path,
                lightning -> lightning,
                server -> server.lightningShape(shape).lightningClose(close));
        assertThat(heard).isEqualTo(SAID);
        assertThat(all(CallEvent.Problem.class)).isEmpty();
    }

    /** Without times it is not known which audio a final is about: a turn then waits as long as it may, and has its text. */
    @Test
    void withoutWordTimes_everyTurnHasItsText() {
        hold("/api/v1/lightning/get_text", lightning -> lightning.wordTimestamps(false), server -> server);
        assertThat(heard).isEqualTo(SAID);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void overARealSocket_theCallIsTheSame() throws Exception {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .answerDelay(Duration.ofMillis(30))
                        .start();
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(SmallestLightning.builder()
                                .url(server.lightningUri())
                                .build())
                        .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                        .build()) {
            agent.answer(caller(), AudioSink.discard()).completion().get(60, TimeUnit.SECONDS);
            assertThat(heard).isEqualTo(SAID);
            var log = server.connections().get(0);
            assertThat(log.received()).containsExactly("end");
            assertThat(log.sent()).endsWith("last");
        }
    }
}
