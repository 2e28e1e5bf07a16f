package dev.baton.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.audio.AudioSink;
import dev.baton.call.CallEvent;
import dev.baton.call.CallOptions;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.InMemorySpeechToText;
import dev.baton.testkit.stt.Recognizer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole calls on virtual time: the real pipeline, a recogniser in memory, handlers and voices on threads of their own. */
class VirtualCallTest {
    private final List<CallEvent> events = new ArrayList<>();

    private static SyntheticCaller caller() {
        return SyntheticCaller.builder(16_000)
                .silence(ms(1000))
                .turn("on wednesday please")
                .silence(ms(3000))
                .turn(ms(300), "at nine", "thirty")
                .silence(ms(2000))
                .build();
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private List<CallEvent> hold(
            Recognizer recognizer, TurnHandler handler, Duration handlerTakes, Duration voiceTakes) {
        var time = new VirtualTime();
        var heard = new ArrayList<CallEvent>();
        try (var agent = VoiceAgent.builder()
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .speechToText(InMemorySpeechToText.builder(recognizer).build())
                .turnHandler(time.slow(handler, handlerTakes))
                .handlerExecutor(time.executor())
                .textToSpeech(new VirtualVoice(time, new ThreadedVoice(), voiceTakes))
                .eventLoops(time)
                .build()) {
            var call = agent.answer(
                    caller(), AudioSink.discard(), CallOptions.defaults().withListener(heard::add));
            assertThat(time.runUntil(() -> call.completion().isDone(), Duration.ofMinutes(1)))
                    .isTrue();
        }
        events.addAll(heard);
        return heard;
    }

    private <E extends CallEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static final class Echo implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("hello");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            reply.say("you said").say(utterance.text());
        }
    }

    @Test
    void turns_areCommittedAtTheInstantsThatTheSettingsGive() {
        hold(new ScriptedRecognizer(), new Echo(), Duration.ZERO, Duration.ZERO);

        var commits = all(CallEvent.TurnCommitted.class);
        assertThat(commits)
                .extracting(commit -> commit.utterance().text())
                .containsExactly("on wednesday please", "at nine thirty");
        assertThat(commits)
                .allSatisfy(commit -> assertThat(commit.at())
                        .isEqualTo(commit.utterance().audioEnd().plusMillis(500)));
    }

    @Test
    void answer_comesAFixedTimeAfterItWasAskedFor() {
        hold(new ScriptedRecognizer(), new Echo(), Duration.ZERO, Duration.ZERO);

        var asked = all(CallEvent.FinalizeSent.class).get(0).at();
        assertThat(all(CallEvent.Final.class).get(0).at()).isEqualTo(asked.plusMillis(150));
    }

    @Test
    void engineOnAThreadOfItsOwn_givesTheSameEventsAtTheSameInstants() {
        var atOnce = hold(new ScriptedRecognizer(), new Echo(), Duration.ZERO, Duration.ZERO);
        try (var dawdling = new DawdlingRecognizer()) {
            for (int i = 0; i < 5; i++) {
                assertThat(hold(dawdling, new Echo(), Duration.ZERO, Duration.ZERO))
                        .isEqualTo(atOnce);
            }
        }
        assertThat(all(CallEvent.Interim.class)).isNotEmpty();
    }

    @Test
    void engineThatFails_isAnOutage() {
        hold(new FailingRecognizer(), new Echo(), Duration.ZERO, Duration.ZERO);

        assertThat(all(CallEvent.Problem.class).get(0).reason()).hasMessageContaining("no engine");
    }

    @Test
    void slowHandlerAndVoice_takeVirtualTimeOnly() {
        hold(new ScriptedRecognizer(), new Echo(), ms(700), ms(90));

        var committed = all(CallEvent.TurnCommitted.class).get(0).at();
        var replied = all(CallEvent.ReplyStarted.class).get(1);
        assertThat(replied.turn()).isEqualTo(1);
        assertThat(replied.at()).isBetween(committed.plusMillis(790), committed.plusMillis(810));
        assertThat(all(CallEvent.HandlerStarted.class).get(1).at()).isEqualTo(committed);
    }
}
