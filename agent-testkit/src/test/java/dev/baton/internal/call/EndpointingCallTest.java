package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.agent.Answer;
import dev.baton.call.CallEvent;
import dev.baton.call.VoiceAgent;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.turn.CommitReason;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a handler expects, and an application's endpointer, on their way to the turn machine. */
class EndpointingCallTest {
    private static final long SECOND = 1_000_000_000;

    private final CallFixture call = new CallFixture();

    private CallEvent.TurnCommitted committed() {
        return call.only(CallEvent.TurnCommitted.class);
    }

    private void callerSays(String text) {
        call.line.speech(1000, 2000);
        call.begin();
        call.advanceMillis(2100);
        call.recogniser.says(text, 1000, 1950);
    }

    @Test
    void completeAnswer_isCommittedAsSoonAsItIsFinal() {
        call.greeting = (text, reply) -> reply.say("Your code?").expect(Answer.digits(4));
        callerSays("one two three four");
        call.advanceMillis(200);
        assertThat(call.only(CallEvent.FinalizeSent.class).at())
                .isEqualTo(call.only(CallEvent.SpeechEnded.class).at());
        call.recogniser.answers("");
        call.advanceMillis(20);

        assertThat(committed().utterance().reason()).isEqualTo(CommitReason.ANSWER_COMPLETE);
        assertThat(committed().at()).isLessThan(Duration.ofMillis(2350));
        assertThat(call.pages).containsExactly("speech one two three four");
    }

    @Test
    void unfinishedAnswer_mayPauseForItsPatience() {
        call.greeting = (text, reply) -> reply.say("Your code?").expect(Answer.digits(4));
        callerSays("one two three");
        call.advanceMillis(1000);
        assertThat(call.all(CallEvent.TurnCommitted.class)).isEmpty();
        call.recogniser.answers("");
        call.advanceMillis(200);

        assertThat(committed().utterance().reason()).isEqualTo(CommitReason.PATIENCE);
    }

    @Test
    void answerWithTooMuchPatience_isRefusedWhereItIsGiven() {
        var refused = new ArrayList<Throwable>();
        call.greeting = (text, reply) -> {
            try {
                reply.expect(Answer.date().withPatience(Duration.ofMinutes(2)));
            } catch (IllegalArgumentException e) {
                refused.add(e);
            }
        };
        call.begin();
        call.advanceMillis(100);

        assertThat(refused).hasSize(1);
        assertThat(call.all(CallEvent.PatienceSet.class)).isEmpty();
    }

    @Test
    void ownEndpointer_decides() {
        call.endpointer = turn -> turn.text().endsWith("go on") ? 2 * SECOND : SECOND / 2;
        callerSays("go on");
        call.advanceMillis(1500);
        assertThat(call.all(CallEvent.TurnCommitted.class)).isEmpty();
        call.advanceMillis(300);
        call.recogniser.answers("");
        call.advanceMillis(200);

        assertThat(committed().at()).isBetween(Duration.ofMillis(3900), Duration.ofMillis(4100));
    }

    @Test
    void endpointerThatThrows_isAProblemOnceAndTheCallGoesOn() {
        call.endpointer = turn -> {
            throw new IllegalStateException("no idea");
        };
        callerSays("hello");
        call.advanceMillis(300);
        call.recogniser.answers("");
        call.advanceMillis(300);

        var problem = call.only(CallEvent.Problem.class);
        assertThat(problem.goesOn()).isTrue();
        assertThat(problem.reason().code()).isEqualTo(ErrorCode.ENDPOINTER_FAILED);
        assertThat(problem.reason())
                .as("what it threw may hold the caller's words")
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("no idea");
        assertThat(committed().utterance().text()).isEqualTo("hello");
    }

    @Test
    void agent_takesAnEndpointer() {
        var committed = new ArrayList<Duration>();
        try (var agent = VoiceAgent.builder()
                .speechToText(call.recogniser)
                .voiceActivityDetector(SoundDetector.provider())
                .speechGate(SoundDetector.gate())
                .turnHandler((utterance, reply) -> {})
                .handlerExecutor(Runnable::run)
                .listener(event -> {
                    if (event instanceof CallEvent.TurnCommitted turn) {
                        committed.add(turn.at());
                    }
                })
                .endpointer(turn -> 2 * SECOND)
                .eventLoops(call.time)
                .build()) {
            call.line.speech(1000, 2000);
            agent.answer(call.line, call.line);
            call.advanceMillis(0);
            call.recogniser.ready();
            call.advanceMillis(2100);
            call.recogniser.says("hello", 1000, 1950);
            call.advanceMillis(1800);
            call.recogniser.answers("");
            call.advanceMillis(300);
            assertThat(committed).hasSize(1);
            assertThat(committed.get(0)).isBetween(Duration.ofMillis(3900), Duration.ofMillis(4100));
            call.line.hangUp();
            call.advanceMillis(0);
            call.recogniser.closes();
            call.advanceMillis(3000);
        }
    }
}
