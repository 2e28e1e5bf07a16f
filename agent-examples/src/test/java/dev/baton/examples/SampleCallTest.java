package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.examples.appointment.AppointmentHandler;
import dev.baton.examples.recognizer.SphinxRecognizer;
import dev.baton.examples.sample.CallComposer;
import dev.baton.examples.sample.CallerReport;
import dev.baton.examples.sample.ScriptedCaller;
import dev.baton.examples.sample.TruthCheck;
import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.Recognizer;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.testkit.time.VirtualVoice;
import dev.baton.tts.CachingTextToSpeech;
import dev.baton.tts.TextToSpeech;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The sample call in real time, as {@code ./baton call} holds it: recorded speech, the embedded recogniser behind a real socket, the appointment handler, the voice. Beside it, at the same time, the
 * same call with a handler that has no patience; after it, the same call on virtual time.
 */
class SampleCallTest {
    private static Held patient;
    private static Held hasty;
    private static Held virtual;

    /** One call and what was seen of it. */
    private record Held(CallerReport report, List<CallEvent> events) {
        List<Utterance> committed() {
            return all(CallEvent.TurnCommitted.class).stream()
                    .map(CallEvent.TurnCommitted::utterance)
                    .toList();
        }

        TruthCheck truth() {
            return TruthCheck.of(report, committed());
        }

        <E extends CallEvent> List<E> all(Class<E> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    @BeforeAll
    static void holdBothCalls() throws Exception {
        var recogniser = SphinxRecognizer.start(2, 2);
        try (var server = LocalSttServer.builder(recogniser).start();
                var voice = new CachingTextToSpeech(FreeTtsVoice.load(), 4 << 20)) {
            recogniser.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
            var first = hold(server, voice, AppointmentHandler.DICTATION_PATIENCE);
            var second = hold(server, voice, Duration.ofMillis(500));
            patient = first.get(3, TimeUnit.MINUTES);
            hasty = second.get(3, TimeUnit.MINUTES);
            virtual = holdOnVirtualTime(recogniser, voice);
        }
    }

    private static CompletableFuture<Held> hold(LocalSttServer server, TextToSpeech voice, Duration patience) {
        var agent = VoiceAgent.builder()
                .speechToText(SmallestPulse.builder()
                        .url(server.pulseUri())
                        .apiKey("local")
                        .language("en")
                        .usualAnswerTime(Duration.ofMillis(60))
                        .build())
                .turnHandlers(() -> new AppointmentHandler(patience))
                .textToSpeech(voice)
                .loopThreads(1)
                .build();
        var caller = new ScriptedCaller(CallComposer.create().sample());
        var events = new CopyOnWriteArrayList<CallEvent>();
        return agent.answer(
                        caller.source(), caller.sink(), CallOptions.defaults().withListener(events::add))
                .completion()
                .thenApplyAsync(summary -> {
                    agent.close();
                    return new Held(caller.report(), events);
                });
    }

    private static Held holdOnVirtualTime(Recognizer recogniser, TextToSpeech voice) {
        var time = new VirtualTime();
        var events = new ArrayList<CallEvent>();
        var caller = new ScriptedCaller(CallComposer.create().sample());
        try (var agent = VoiceAgent.builder()
                .speechToText(InMemorySpeechToText.builder(recogniser)
                        .answerDelay(Duration.ofMillis(45))
                        .usualAnswerTime(Duration.ofMillis(60))
                        .build())
                .turnHandlers(AppointmentHandler::new)
                .handlerExecutor(time.executor())
                .textToSpeech(new VirtualVoice(time, voice, Duration.ZERO))
                .eventLoops(time)
                .build()) {
            var call = agent.answer(
                    caller.source(), caller.sink(), CallOptions.defaults().withListener(events::add));
            time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(3));
        }
        return new Held(caller.report(), events);
    }

    @Test
    void onVirtualTime_theSameTurnsAreCommittedForTheSameReasons() {
        assertThat(virtual.committed()).extracting(Utterance::text).isEqualTo(texts(patient));
        assertThat(virtual.committed()).hasSameSizeAs(patient.committed());
        for (int turn = 0; turn < virtual.committed().size(); turn++) {
            var reason = patient.committed().get(turn).reason();
            // A machine too busy for its recogniser commits in real time when the words are there: no matter of the
            // call.
            if (reason != CommitReason.SETTLED) {
                assertThat(virtual.committed().get(turn).reason()).isEqualTo(reason);
            }
        }
        assertThat(virtual.all(CallEvent.Interrupted.class)).hasSameSizeAs(patient.all(CallEvent.Interrupted.class));
    }

    private static List<String> texts(Held held) {
        return held.committed().stream().map(Utterance::text).toList();
    }

    /**
     * Against what the caller said, since the agent's replies take some milliseconds in real time that put off all that follows. Within 40 ms: the line noise under the words is another, and a late tick
     * counts as one of 20 ms.
     */
    @Test
    void onVirtualTime_turnsHaveTheAudioThatTheyHaveInRealTime() {
        var real = edges(patient);
        var fast = edges(virtual);

        assertThat(fast).hasSameSizeAs(real);
        for (int i = 0; i < fast.size(); i++) {
            assertThat(fast.get(i)).as("edge " + i).isCloseTo(real.get(i), within(40L));
        }
    }

    /** How far each turn's audio begins and ends after its first and last word. */
    private static List<Long> edges(Held held) {
        var edges = new ArrayList<Long>();
        for (int turn = 0; turn < held.committed().size(); turn++) {
            var heard = held.committed().get(turn);
            var said = held.report().said().get(turn);
            edges.add(heard.audioStart().toMillis() - said.firstWordMs());
            edges.add(heard.audioEnd().toMillis() - said.lastWordEndMs());
        }
        return edges;
    }

    @Test
    void everyTurn_isCommittedOnceWithItsWordsAndNoiseCommitsNothing() {
        assertThat(patient.truth().isPerfect()).as(patient.truth().summary()).isTrue();
    }

    @Test
    void finalize_isSentOncePerTurnAndAnswered() {
        int turns = patient.committed().size();

        assertThat(patient.all(CallEvent.FinalizeSent.class)).hasSize(turns);
        assertThat(patient.all(CallEvent.FinalizeAnswered.class)).hasSize(turns);
        assertThat(patient.all(CallEvent.CloseStreamSent.class)).hasSize(1);
    }

    @Test
    void correction_stopsTheAgentInTheMiddleOfTheReadBack() {
        var interruptions = patient.all(CallEvent.Interrupted.class);

        assertThat(interruptions).hasSize(1);
        assertThat(interruptions.get(0).heard().text()).startsWith("So that is");
        assertThat(interruptions.get(0).heard().said())
                .hasSizeGreaterThan(interruptions.get(0).heard().text().length());
    }

    @Test
    void answers_comeHalfASecondAfterTheLastWordAndThePatientOneLater() {
        var commits = patient.all(CallEvent.TurnCommitted.class);
        for (var turn : patient.truth().turns()) {
            var commit = commits.stream()
                    .filter(c -> turn.commits().contains(c.utterance()))
                    .findFirst()
                    .orElseThrow();
            long lastWordEndMs = patient.report().said().stream()
                    .filter(said -> said.turn().equals(turn.said()))
                    .findFirst()
                    .orElseThrow()
                    .lastWordEndMs();
            long quietMs = commit.at().toMillis() - lastWordEndMs;
            if (commit.utterance().reason() == CommitReason.PATIENCE) {
                assertThat(quietMs).as(turn.heard()).isBetween(1150L, 1350L);
            } else {
                assertThat(quietMs).as(turn.heard()).isBetween(450L, 650L);
            }
        }
        assertThat(commits)
                .filteredOn(commit -> commit.utterance().reason() == CommitReason.PATIENCE)
                .hasSize(1);
    }

    @Test
    void withoutPatience_theNumberSplits() {
        var number = hasty.report().said().stream()
                .filter(said -> said.turn().text().startsWith("five five five"))
                .findFirst()
                .orElseThrow();

        var pieces = hasty.committed().stream()
                .filter(utterance -> utterance.audioStart().toMillis() < number.lastWordEndMs()
                        && utterance.audioEnd().toMillis() > number.firstWordMs())
                .toList();

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(pieces)
                .extracting(Utterance::text)
                .doesNotContain(number.turn().text());
    }
}
