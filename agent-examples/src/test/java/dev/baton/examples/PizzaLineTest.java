package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.testkit.call.TestCall;
import dev.baton.testkit.call.TextConversation;
import dev.baton.turn.Utterance;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How to test a handler of your own; the README and docs/testing.md show it. */
class PizzaLineTest {
    /** The handler under test. */
    private static final class PizzaLine implements TurnHandler {
        @Override
        public void onCallStarted(CallInfo call, Reply reply) {
            reply.say("Pizza line. What can I get you?");
        }

        @Override
        public void onUtterance(Utterance utterance, Reply reply) {
            if (utterance.text().equals("that is all")) {
                reply.say("Thank you. Good bye.").endCall();
            } else {
                reply.say("So you want " + utterance.text() + ". Anything else?");
            }
        }
    }

    @Test
    void callerWhoTalksOverTheAnswer_isHeard() {
        try (var call = TestCall.with(new PizzaLine())) {
            call.awaitReply().say("two margherita");
            call.pause(Duration.ofMillis(1500)).say("no three").awaitReply();

            assertThat(call.committed()).containsExactly("two margherita", "no three");
            assertThat(call.said()).endsWith("So you want no three. Anything else?");
            assertThat(call.interruptions().get(0).text()).isEqualTo("So you want two");
        }
    }

    @Test
    void order_byTextAlone() {
        try (var chat = TextConversation.with(new PizzaLine())) {
            assertThat(chat.greeting()).containsExactly("Pizza line. What can I get you?");
            assertThat(chat.type("two margherita")).containsExactly("So you want two margherita. Anything else?");
            assertThat(chat.type("that is all")).containsExactly("Thank you. Good bye.");
            assertThat(chat.isOver()).isTrue();
        }
    }
}
