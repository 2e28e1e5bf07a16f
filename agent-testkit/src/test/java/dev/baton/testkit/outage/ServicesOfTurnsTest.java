package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.AssemblyAi;
import dev.baton.stt.DeepgramFlux;
import dev.baton.stt.SpeechToText;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.SyntheticVoice;
import dev.baton.testkit.journal.CheckedJournal;
import dev.baton.testkit.stt.AssemblyAiSettings;
import dev.baton.testkit.stt.DeepgramFluxSettings;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttFault;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.time.VirtualVoice;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.Utterance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole calls over Flux and AssemblyAI on virtual time: real pipelines, parsers and decisions. */
@ExtendWith(LeakSampling.class)
@Timeout(60)
class ServicesOfTurnsTest {
    private static final Duration PAUSE = Duration.ofMillis(2_200);

    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(60));
    private final CheckedJournal journal = new CheckedJournal();
    private final List<CallEvent> events = new ArrayList<>();

    private static URI at(String path) {
        return URI.create("ws://127.0.0.1:1" + path);
    }

    private static SyntheticCaller threeTurns() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("on wednesday please")
                .silence(PAUSE)
                .turn("half past nine")
                .silence(PAUSE)
                .turn("thank you")
                .silence(PAUSE)
                .build();
    }

    private void hold(SpeechToText service, SyntheticCaller caller) {
        hold(service, turns -> {}, caller);
    }

    private void hold(SpeechToText service, Consumer<TurnConfig.Builder> turns, SyntheticCaller caller) {
        hold(service, it -> it, turns, (utterance, reply) -> {}, caller);
    }

    private void hold(
            SpeechToText service,
            UnaryOperator<LocalSttServer.Builder> settings,
            Consumer<TurnConfig.Builder> turns,
            TurnHandler handler,
            SyntheticCaller caller,
            SttFault... faults) {
        var server = new PipelineServer(
                settings.apply(LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(Duration.ofMillis(60))));
        for (var fault : faults) {
            server.always(fault);
        }
        var wire = new VirtualWire(time.next(), server);
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(service)
                .turnHandler(handler)
                .textToSpeech(new VirtualVoice(time, new SyntheticVoice(), Duration.ofMillis(50)))
                .turns(turns)
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire)
                .build()) {
            var call = agent.answer(
                    caller,
                    AudioSink.discard(),
                    CallOptions.defaults().withListener(events::add).withJournal(journal));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(2)))
                    .isTrue();
            time.advance(Duration.ofSeconds(15));
        }
        journal.assertSameAgain(service, SoundDetector.provider());
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Utterance> committed() {
        return all(CallEvent.TurnCommitted.class).stream()
                .map(CallEvent.TurnCommitted::utterance)
                .toList();
    }

    private void assertThreeTurns(CommitReason reason) {
        assertThat(committed())
                .extracting(Utterance::text)
                .containsExactly("on wednesday please", "half past nine", "thank you");
        assertThat(committed()).extracting(Utterance::reason).containsOnly(reason);
        assertThat(all(CallEvent.TurnRevised.class)).isEmpty();
        assertThat(all(CallEvent.Problem.class)).isEmpty();
    }

    @Test
    void flux_endsEveryTurnOnce() {
        hold(DeepgramFlux.builder().url(at("/v2/listen")).build(), threeTurns());

        assertThreeTurns(CommitReason.STT_TURN_END);
        assertThat(all(CallEvent.FinalizeSent.class)).isEmpty();
    }

    @Test
    void fluxThatLeavesTheLastTurnOpen_losesNothingAtTheHangUp() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("on wednesday please")
                .silence(PAUSE)
                .turn("thank you")
                .silence(Duration.ofMillis(200))
                .build();
        hold(
                DeepgramFlux.builder().url(at("/v2/listen")).build(),
                server -> server.deepgramFlux(DeepgramFluxSettings.defaults().withCloseEndsTurn(false)),
                turns -> {},
                (utterance, reply) -> {},
                caller);

        assertThat(committed()).extracting(Utterance::text).containsExactly("on wednesday please", "thank you");
    }

    /** The handler begins when the end is expected, and its work counts once it has come. */
    @Test
    void fluxThatExpectsTheEnd_letsTheHandlerWorkAhead() {
        hold(
                DeepgramFlux.builder().url(at("/v2/listen")).eagerEndOfTurn(0.4).build(),
                turns -> turns.speculates(true),
                threeTurns());

        assertThreeTurns(CommitReason.STT_TURN_END);
        assertThat(all(CallEvent.HandlerStarted.class))
                .filteredOn(CallEvent.HandlerStarted::speculative)
                .hasSize(3);
    }

    /** The caller pauses so that the end is expected, and goes on: what was begun is dropped, and the turn is one. */
    @Test
    void fluxThatResumesTheTurn_dropsWhatWasBegun() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("on wednesday")
                .silence(Duration.ofMillis(600))
                .turn("half past nine")
                .silence(PAUSE)
                .build();
        hold(
                DeepgramFlux.builder()
                        .url(at("/v2/listen"))
                        .endOfTurn(1)
                        .eagerEndOfTurn(0.3)
                        .build(),
                turns -> turns.speculates(true),
                caller);

        assertThat(committed()).extracting(Utterance::text).containsExactly("on wednesday half past nine");
        assertThat(all(CallEvent.HandlerStarted.class))
                .filteredOn(CallEvent.HandlerStarted::speculative)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void flux_interruptsTheAgent() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("on wednesday please")
                .silence(Duration.ofMillis(2_500))
                .turn("no thank you")
                .silence(PAUSE)
                .build();
        hold(
                DeepgramFlux.builder().url(at("/v2/listen")).build(),
                it -> it,
                turns -> {},
                new TurnHandler() {
                    @Override
                    public void onCallStarted(CallInfo call, Reply reply) {}

                    @Override
                    public void onUtterance(Utterance utterance, Reply reply) {
                        if (utterance.turn() == 1) {
                            reply.say("well".concat(" word".repeat(30)));
                        }
                    }
                },
                caller);

        assertThat(committed()).extracting(Utterance::text).containsExactly("on wednesday please", "no thank you");
        assertThat(all(CallEvent.Interrupted.class)).hasSize(1);
    }

    @Test
    void assemblyAi_isAskedOnceForEachTurnInMessagesThatItTakes() {
        hold(AssemblyAi.builder().url(at("/v3/ws")).build(), threeTurns());

        assertThreeTurns(CommitReason.QUIET);
        assertThat(all(CallEvent.FinalizeSent.class)).hasSize(3);
        assertThat(all(CallEvent.FinalizeAnswered.class)).hasSize(3);
    }

    @Test
    void assemblyAiThatDecides_endsEveryTurnOnce() {
        hold(AssemblyAi.builder().url(at("/v3/ws")).endsTurns(true).build(), threeTurns());

        assertThreeTurns(CommitReason.STT_TURN_END);
        assertThat(all(CallEvent.FinalizeSent.class)).isEmpty();
    }

    @Test
    void formattedTurns_areTaken() {
        hold(AssemblyAi.builder().url(at("/v3/ws")).formatTurns(true).build(), threeTurns());

        assertThat(committed())
                .extracting(Utterance::text)
                .containsExactly("On wednesday please.", "Half past nine.", "Thank you.");
        assertThat(committed()).extracting(Utterance::reason).containsOnly(CommitReason.QUIET);
    }

    @Test
    void formattedTurnsThatDoNotCome_areNotWaitedForLongerThanTheSettleTimeout() {
        hold(
                AssemblyAi.builder().url(at("/v3/ws")).formatTurns(true).build(),
                it -> it,
                turns -> {},
                (utterance, reply) -> {},
                threeTurns(),
                SttFault.FORMATTED_MISSING);

        assertThat(committed())
                .extracting(Utterance::text)
                .containsExactly("on wednesday please", "half past nine", "thank you");
    }

    @Test
    void shortestMessages_areTakenAllTheSame() {
        hold(
                AssemblyAi.builder()
                        .url(at("/v3/ws"))
                        .chunk(Duration.ofMillis(50))
                        .build(),
                server -> server.assemblyAi(AssemblyAiSettings.defaults().withChunkLimits(true)),
                turns -> {},
                (utterance, reply) -> {},
                threeTurns());
        assertThreeTurns(CommitReason.QUIET);
    }
}
