package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.CambListen;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttStream;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.CambSettings;
import dev.baton.testkit.stt.CambSettings.KeyRefusal;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttProtocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CAMB's protocol over real sockets, in real time; {@code CambTurnsTest} holds more calls on virtual time. */
class CambCallTest {
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

    private static CambListen client(LocalSttServer server) {
        return CambListen.builder()
                .url(server.uri(SttProtocol.CAMB_LISTEN))
                .apiKey("test-key")
                .build();
    }

    private void hold(LocalSttServer server) throws Exception {
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(client(server))
                .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                .build()) {
            agent.answer(caller(), AudioSink.discard(), CallOptions.defaults().withListener(events::add))
                    .completion()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static SyntheticCaller caller() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn("on wednesday please")
                .silence(QUIET)
                .turn("at nine")
                .silence(QUIET)
                .turn("thank you")
                .silence(Duration.ofMillis(200))
                .build();
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void everyTurn_isHandedOverOnceWithoutFinalizeAndTheLastOneBeforeTheClose() throws Exception {
        try (var server = server().start()) {
            hold(server);

            assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
            assertThat(server.connections().get(0).received()).containsExactly("CloseStream");
            assertThat(server.connections().get(0).sent()).startsWith("Ready").endsWith("close 1000");
            assertThat(all(CallEvent.Problem.class)).isEmpty();
            assertThat(server.stats().connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongKey_endsTheCallAndNamesNoKey(KeyRefusal refusal) throws Exception {
        try (var server = server().apiKeys(ApiKeys.exactly("another"))
                .camb(CambSettings.defaults().withKeyRefusal(refusal))
                .start()) {
            hold(server);

            assertThat(all(CallEvent.Problem.class))
                    .anySatisfy(problem -> {
                        assertThat(problem.reason().code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
                        assertThat(problem.reason().report()).startsWith("error BT-201: camb-listen refused the key");
                    })
                    .allSatisfy(problem -> assertThat(problem.reason().report()).doesNotContain("test-key", "another"));
            assertThat(all(CallEvent.Ended.class))
                    .extracting(ended -> ended.summary().reason())
                    .containsExactly(EndReason.STT_UNAVAILABLE);
            assertThat(server.stats().refused()).isEqualTo(1);
        }
    }

    /** A recording in one go, with the service that makes nothing final. */
    @Test
    void recordingInOneGo_isHeardWhole() throws Exception {
        try (var server =
                server().camb(CambSettings.defaults().withFinals(false)).start()) {
            var ends = new CopyOnWriteArrayList<SttEvent.TurnEnded>();
            var text = SttStream.builder(client(server))
                    .on(SttEvent.TurnEnded.class, ends::add)
                    .transcribe(caller().samples())
                    .get(10, TimeUnit.SECONDS);
            assertThat(text).isEqualTo("on wednesday please at nine thank you");
            assertThat(ends).hasSize(3);
        }
    }
}
