package dev.baton.testkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.ErrorCode;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.call.CallEvent;
import dev.baton.testkit.time.VirtualTime;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TestCallTest {
    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Greets, repeats, says good-bye, and remembers what it was told. */
    private static final class Parrot implements TurnHandler {
        final List<String> told = new ArrayList<>();

        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("Hello, I am a parrot.");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            told.add(utterance.text());
            if (utterance.text().equals("bye")) {
                reply.say("Good bye.").endCall();
            } else {
                reply.say("You said " + utterance.text() + ".");
            }
        }

        @Override
        public void onInterrupted(Heard heard) {
            told.add("interrupted after " + heard.text());
        }

        @Override
        public void onCallEnded(CallSummary summary) {
            told.add("ended " + summary.reason());
        }
    }

    @Test
    void turns_areCommittedAndAnsweredInTurn() {
        try (var call = TestCall.with(new Parrot())) {
            call.awaitReply().say("one two").pause(ms(300)).say("three").awaitReply();
            call.say("Grüße, 12:30!").awaitReply();

            assertThat(call.committed()).containsExactly("one two three", "Grüße, 12:30!");
            assertThat(call.said())
                    .containsExactly("Hello, I am a parrot.", "You said one two three.", "You said Grüße, 12:30!.");
            assertThat(call.interruptions()).isEmpty();
        }
    }

    @Test
    void talkingOverTheAgent_tellsWhatWasHeard() {
        var parrot = new Parrot();
        try (var call = TestCall.with(parrot)) {
            call.pause(ms(450)).say("wait a moment please").awaitReply();

            assertThat(call.interruptions()).extracting(Heard::text).containsExactly("Hello, I");
            assertThat(parrot.told).containsExactly("interrupted after Hello, I", "wait a moment please");
        }
    }

    @Test
    void turnInThePauseOfAReplyThatHasMoreToSay_tellsWhatWasHeard() {
        var told = new ArrayList<String>();
        var handler = new TurnHandler() {
            @Override
            public void onUtterance(Utterance utterance, Reply reply) {
                told.add(utterance.text());
                reply.async().say("One moment.");
            }

            @Override
            public void onInterrupted(Heard heard) {
                told.add("heard " + heard.text() + " of " + heard.turn());
            }
        };
        try (var call = TestCall.with(handler)) {
            call.say("one").pause(ms(3000)).say("two").pause(ms(1000));

            assertThat(told).containsExactly("one", "heard One moment. of 1", "two");
            assertThat(call.interruptions()).isEmpty();
        }
    }

    @Test
    void handlerThatEndsTheCall_endsIt() {
        var parrot = new Parrot();
        try (var call = TestCall.with(parrot)) {
            call.awaitReply().say("bye").awaitReply().pause(ms(2000));

            assertThat(call.isOver()).isTrue();
            assertThat(parrot.told).containsExactly("bye", "ended HANDLER");
            assertThatThrownBy(() -> call.say("hello")).hasMessageContaining("the call has ended");
        }
    }

    @Test
    void hangUpInMidSentence_lastWordsArrive() {
        var parrot = new Parrot();
        try (var call = TestCall.with(parrot)) {
            call.awaitReply().say("thank you").hangUp();
        }
        assertThat(parrot.told).containsExactly("thank you", "ended HANGUP");
    }

    @Test
    void sameCallTwice_givesTheSameEvents() {
        assertThat(parrotCall()).isEqualTo(parrotCall());
    }

    private static List<CallEvent> parrotCall() {
        try (var call = TestCall.builder(new Parrot()).handlerTakes(ms(80)).start()) {
            return call.awaitReply().say("one two").awaitReply().hangUp().events();
        }
    }

    @Test
    void handlerThatThrows_failsTheStep() {
        TurnHandler broken = (utterance, reply) -> {
            throw new IllegalStateException("no database");
        };
        try (var call = TestCall.with(broken)) {
            assertThatThrownBy(() -> call.say("hello").pause(ms(1000)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("onUtterance threw java.lang.IllegalStateException")
                    .hasRootCauseMessage("no database");
        }
    }

    @Test
    void handlerThatThrows_mayBeAllowedTo() {
        TurnHandler broken = (utterance, reply) -> {
            throw new IllegalStateException("no database");
        };
        try (var call = TestCall.builder(broken).allowProblems().start()) {
            call.say("hello").pause(ms(1000));

            assertThat(call.all(CallEvent.Problem.class))
                    .extracting(problem -> problem.reason().code())
                    .containsExactly(ErrorCode.HANDLER_FAILED);
        }
    }

    @Test
    void handlerThatHangs_failsTheStepAndShowsWhere() {
        var never = new CountDownLatch(1);
        var time = new VirtualTime(ms(200));
        var call =
                TestCall.builder((utterance, reply) -> never.await()).time(time).start();

        assertThatThrownBy(() -> call.say("hello").pause(ms(1000)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("virtual time stood still for 200 ms")
                .hasMessageContaining("TestCallTest");
        never.countDown();
        call.close();
    }

    @Test
    void handlerThatSaysNothing_isNotWaitedForForEver() {
        try (var call = TestCall.with((utterance, reply) -> {})) {
            call.say("hello");

            assertThatThrownBy(call::awaitReply)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no reply within 60 s of the call")
                    .hasMessageContaining("committed [hello]");
        }
    }

    @Test
    void slowHandler_takesTimeOfTheCall() {
        try (var call = TestCall.builder(new Parrot()).handlerTakes(ms(900)).start()) {
            call.pause(ms(3000)).say("one").awaitReply();

            var committed = call.all(CallEvent.TurnCommitted.class).get(0).at();
            assertThat(call.all(CallEvent.ReplyStarted.class).get(1).at())
                    .isBetween(committed.plusMillis(900), committed.plusMillis(920));
        }
    }

    @Test
    void handlerThatAnswersFromElsewhere_isWaitedForOnTheSharedTime() {
        var time = new VirtualTime();
        TurnHandler elsewhere = (utterance, reply) -> {
            reply.async();
            time.executor().execute(() -> {
                try {
                    time.sleep(ms(2000));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                reply.say("found it").complete();
            });
        };
        try (var call = TestCall.builder(elsewhere).time(time).start()) {
            call.say("look").awaitReply();

            assertThat(call.said()).containsExactly("found it");
            assertThat(call.now()).isGreaterThan(ms(2500));
        }
    }

    @Test
    void typedTurns_areAnsweredByText() {
        var parrot = new Parrot();
        try (var chat = TextConversation.with(parrot)) {
            assertThat(chat.greeting()).containsExactly("Hello, I am a parrot.");
            assertThat(chat.type("Is it 7 pm?")).containsExactly("You said Is it 7 pm?.");
            assertThat(chat.type("bye")).containsExactly("Good bye.");
            assertThatThrownBy(() -> chat.type("hello")).hasMessageContaining("has ended");
        }
        assertThat(parrot.told).containsExactly("Is it 7 pm?", "bye", "ended HANDLER");
    }

    @Test
    void typedTurnWithoutAnAnswer_isAnsweredWithNothing() {
        try (var chat = TextConversation.with((utterance, reply) -> {})) {
            assertThat(chat.greeting()).isEmpty();
            assertThat(chat.type("hello")).isEmpty();
            assertThat(chat.isOver()).isFalse();
        }
    }
}
