package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.CambListen;
import dev.baton.stt.CambListenBuilder;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.CambSettings;
import dev.baton.testkit.stt.CambSettings.UtteranceEnd;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig.TurnDetector;
import dev.baton.turn.Utterance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole calls with CAMB's live transcription on virtual time, in every version of it that the vendor's documents describe: each turn is committed whole and once. */
@ExtendWith(LeakSampling.class)
@Timeout(60)
class CambTurnsTest {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(60));
    private final List<CallEvent> events = new ArrayList<>();
    private CambSettings settings = CambSettings.defaults();
    private Duration answerDelay = Duration.ofMillis(60);
    private Consumer<CambListenBuilder> client = camb -> {};
    private Consumer<VoiceAgent.Builder> agent = builder -> {};

    /** Between the turns, and within them where a number is dictated. */
    private Duration quiet = Duration.ofMillis(2_200);

    private Ledger hold() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("word211 word212 word213 word214")
                .silence(quiet)
                .turn(Duration.ofMillis(350), "word221 word222", "word223 word224")
                .silence(quiet)
                .turn("word231")
                .silence(quiet)
                .turn("word241 word242 word243")
                .silence(Duration.ofMillis(200))
                .build();
        var server = new PipelineServer(LocalSttServer.builder(new ScriptedRecognizer())
                .answerDelay(answerDelay)
                .camb(settings));
        var wire = new VirtualWire(time.next(), server);
        var service = CambListen.builder().url(URI.create("ws://127.0.0.1:1"));
        client.accept(service);
        var builder = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(service.build())
                .turnHandler((utterance, reply) -> {})
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire);
        agent.accept(builder);
        try (var built = builder.build()) {
            var call = built.answer(
                    caller, AudioSink.discard(), CallOptions.defaults().withListener(events::add));
            assertThat(time.runUntil(() -> call.completion().isDone(), LONGEST_CALL))
                    .as(() -> "the call ended, of " + events)
                    .isTrue();
            time.advance(Duration.ofSeconds(15)); // the connection closes behind the call
        }
        assertThat(time.timers()).as("timers left behind").isZero();
        assertThat(events).noneMatch(CallEvent.Problem.class::isInstance);
        return new Ledger(caller, events);
    }

    private List<Utterance> committed() {
        return events.stream()
                .filter(CallEvent.TurnCommitted.class::isInstance)
                .map(each -> ((CallEvent.TurnCommitted) each).utterance())
                .toList();
    }

    static Stream<Arguments> versions() {
        return Stream.of(true, false)
                .flatMap(finals -> Stream.of(true, false)
                        .flatMap(words -> Stream.of(UtteranceEnd.values())
                                .flatMap(end -> Stream.of(200, 500, 900)
                                        .map(pause -> Arguments.of(finals, words, end, pause)))));
    }

    private void version(boolean finals, boolean words, UtteranceEnd end, int pauseMillis) {
        settings = settings.withFinals(finals)
                .withInterimWords(words)
                .withUtteranceEnd(end)
                .withPause(Duration.ofMillis(pauseMillis));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyVersion_commitsEachTurnWholeAndOnce(boolean finals, boolean words, UtteranceEnd end, int pauseMillis) {
        version(finals, words, end, pauseMillis);
        hold().assertWhole();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void turnsInQuickSuccession_areCommittedWholeAndOnce(
            boolean finals, boolean words, UtteranceEnd end, int pauseMillis) {
        version(finals, words, end, pauseMillis);
        quiet = Duration.ofMillis(1_400);
        hold().assertWhole();
    }

    /** The way of a text is some hundred milliseconds, the documents say. */
    @ParameterizedTest
    @ValueSource(ints = {0, 400, 800})
    void finalsOnTheirWay_areWaitedFor(int delayMillis) {
        settings = settings.withPause(Duration.ofMillis(300));
        answerDelay = Duration.ofMillis(delayMillis);
        hold().assertWhole();
        assertThat(committed())
                .filteredOn(utterance -> utterance.reason() != CommitReason.CALL_END)
                .extracting(Utterance::reason)
                .containsOnly(delayMillis == 0 ? CommitReason.QUIET : CommitReason.SETTLED);
    }

    @Test
    void longPauseOfTheServices_needsALongerWait() {
        settings = settings.withPause(Duration.ofMillis(1_600));
        quiet = Duration.ofSeconds(3);
        client = camb -> camb.settleTimeout(Duration.ofSeconds(2));
        hold().assertWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 3_000})
    void serviceThatIsReadyLate_missesNothing(int delayMillis) {
        settings = settings.withReadyDelay(Duration.ofMillis(delayMillis));
        hold().assertWhole();
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR16", "LINEAR32", "MULAW", "ALAW"})
    void everyEncoding_isHeard(AudioEncoding encoding) {
        client = camb -> camb.encoding(encoding).sampleRateHz(8_000);
        hold().assertWhole();
    }

    /** Whoever leaves the turns to the service gets its utterances. */
    @ParameterizedTest
    @EnumSource
    void serviceThatDecides_endsTurnsAtItsPause(UtteranceEnd end) {
        version(true, false, end, 500);
        agent = builder -> builder.turns(turns -> turns.turnDetector(TurnDetector.STT));
        hold().assertWhole();
        assertThat(committed())
                .filteredOn(utterance -> utterance.reason() != CommitReason.CALL_END)
                .extracting(Utterance::reason)
                .containsOnly(CommitReason.STT_TURN_END);
    }
}
