package dev.baton.testkit.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.OpenAiTranscriptions;
import dev.baton.stt.OpenAiTranscriptionsBuilder;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.journal.CheckedJournal;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.PipelineServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole calls with a recogniser that takes segments, on virtual time: real pipelines, real forms and WAV files, real detection. */
@ExtendWith(LeakSampling.class)
@Timeout(60)
class SegmentedCallTest {
    private static final Duration LONG_QUIET = Duration.ofSeconds(4);

    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(60));
    private final List<CallEvent> events = new ArrayList<>();
    private final CheckedJournal journal = new CheckedJournal();
    private final List<String> heard = new ArrayList<>();

    private void hold(
            SyntheticCaller caller,
            LocalSttServer.Builder server,
            UnaryOperator<OpenAiTranscriptionsBuilder> service,
            Consumer<TurnConfig.Builder> turns) {
        var wire = new VirtualWire(time.next(), new PipelineServer(server));
        var client = service.apply(OpenAiTranscriptions.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate().withHangover(Duration.ofMillis(500)))
                .url(URI.create("http://127.0.0.1:1")));
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(client.build())
                .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                .turns(turns)
                .handlerExecutor(time.executor())
                .eventLoops(time)
                .sttTransport(loop -> wire)
                .build()) {
            var call = agent.answer(
                    caller,
                    AudioSink.discard(),
                    CallOptions.defaults().withListener(events::add).withJournal(journal));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(3)))
                    .as(() -> "the call ended, of " + events)
                    .isTrue();
            time.advance(Duration.ofSeconds(15));
        }
        assertThat(time.timers()).as("timers left behind").isZero();
        new Ledger(caller, events).assertAccounted();
        journal.assertSameAgain(client.build(), SoundDetector.provider());
    }

    private static LocalSttServer.Builder server(Duration answerDelay) {
        return LocalSttServer.builder(new ScriptedRecognizer()).answerDelay(answerDelay);
    }

    private static SyntheticCaller threeTurns() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("on wednesday please")
                .silence(LONG_QUIET)
                .turn("at nine")
                .silence(LONG_QUIET)
                .turn("thank you")
                .silence(LONG_QUIET)
                .build();
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Duration> commitTimes(SyntheticCaller caller) {
        var times = new ArrayList<Duration>();
        var commits = all(CallEvent.TurnCommitted.class);
        for (int i = 0; i < commits.size(); i++) {
            times.add(commits.get(i)
                    .at()
                    .minusMillis(caller.millis(caller.turns().get(i).endPosition())));
        }
        return times;
    }

    /** The quiet of 500 ms, or the detector's 200 and the answer after it, whichever is longer. */
    @ParameterizedTest
    @ValueSource(ints = {50, 250, 300, 1_000, 2_000})
    void turn_isCommittedOnceWhenTheQuietIsOverAndTheAnswerHasCome(int answerMillis) {
        var caller = threeTurns();
        hold(caller, server(Duration.ofMillis(answerMillis)), service -> service, turns -> {});

        assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
        long expected = Math.max(500, 200 + answerMillis);
        assertThat(commitTimes(caller))
                .allSatisfy(at -> assertThat(at.toMillis()).isBetween(expected - 30, expected + 150));
        assertThat(all(CallEvent.Problem.class)).isEmpty();
        assertThat(all(CallEvent.TurnRevised.class)).isEmpty();
    }

    @Test
    void quickAnswer_costsNothingOnTopOfTheQuiet() {
        hold(threeTurns(), server(Duration.ofMillis(100)), service -> service, turns -> {});
        assertThat(all(CallEvent.TurnCommitted.class))
                .extracting(turn -> turn.utterance().reason())
                .containsOnly(CommitReason.QUIET);
    }

    @Test
    void patience_keepsATurnOfSeveralSegmentsWhole() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("five six")
                .silence(Duration.ofMillis(800))
                .turn("one two")
                .silence(LONG_QUIET)
                .build();
        hold(
                caller,
                server(Duration.ofMillis(700)),
                service -> service,
                turns -> turns.minEndpointing(Duration.ofMillis(1_200)));
        assertThat(heard).containsExactly("five six one two");
    }

    /** The first part is answered when the caller hangs up, the last one is not: it still belongs to the turn. */
    @Test
    void hangUpWhileTheLastPartIsBeingRecognised_losesNoWord() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("five six")
                .silence(Duration.ofMillis(1_000))
                .turn("one two")
                .silence(Duration.ofMillis(40))
                .build();
        hold(
                caller,
                server(Duration.ofMillis(300)),
                service -> service,
                turns -> turns.minEndpointing(Duration.ofMillis(1_500)));
        assertThat(heard).containsExactly("five six one two");
        assertThat(all(CallEvent.TurnRevised.class)).isEmpty();
    }

    /** After hang-up the last words take as long as any others, which the usual two seconds would not leave. */
    @Test
    void slowAnswerAfterHangUp_isWaitedFor() {
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(600))
                .turn("thank you")
                .silence(Duration.ofMillis(40))
                .build();
        hold(caller, server(Duration.ofMillis(2_500)), service -> service, turns -> {});
        assertThat(heard).containsExactly("thank you");
    }

    @Test
    void callThatNeverAsks_getsTheTextsAllTheSame() {
        hold(threeTurns(), server(Duration.ofMillis(300)), service -> service, turns -> turns.finalizes(false));
        assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
    }

    @Test
    void longMonologue_isHeardWholeInSeveralSegments() {
        var script = SyntheticCaller.builder(16_000).silence(Duration.ofMillis(600));
        var words = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            words.append(i == 1 ? "" : " ").append("word").append(200 + i);
        }
        var caller = script.turn(words.toString()).silence(LONG_QUIET).build();
        hold(caller, server(Duration.ofMillis(500)), service -> service, turns -> {});

        assertThat(Duration.ofMillis(caller.millis(caller.turns().get(0).endPosition())))
                .isGreaterThan(Duration.ofSeconds(15));
        assertThat(String.join(" ", heard)).isEqualTo(words.toString());
        assertThat(all(CallEvent.Problem.class)).isEmpty();
        assertThat(all(CallEvent.Final.class).size()).isGreaterThan(1);
    }

    @Test
    void wordTimesOfTheServer_makeTheSameTurns() {
        hold(threeTurns(), server(Duration.ofMillis(300)), service -> service.wordTimes(true), turns -> {});
        assertThat(heard).containsExactly("on wednesday please", "at nine", "thank you");
    }

    @Test
    void wrongKey_endsTheCallAtTheFirstSegmentAndNamesNoKey() {
        hold(
                threeTurns(),
                server(Duration.ofMillis(300)).apiKeys(ApiKeys.exactly("sk-right")),
                service -> service.apiKey("sk-wrong-key"),
                turns -> {});
        var reason = all(CallEvent.Problem.class).get(0).reason();
        assertThat(reason.code()).isEqualTo(ErrorCode.STT_KEY_REFUSED);
        assertThat(reason.report()).doesNotContain("sk-wrong-key");
        assertThat(all(CallEvent.SttGivenUp.class)).hasSize(1);
        assertThat(heard).isEmpty();
    }
}
