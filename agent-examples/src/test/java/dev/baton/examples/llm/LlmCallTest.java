package dev.baton.examples.llm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.testkit.call.TestCall;
import dev.baton.testkit.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole calls with a model's words: sound, detector, turn machine and voice on virtual time, the model over real HTTP. */
@Timeout(30)
class LlmCallTest {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ChatStub model = new ChatStub();
    private final VirtualTime time = new VirtualTime(Duration.ofSeconds(10));
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws IOException {
        model.close();
        assertThat(model.failures()).isEmpty();
    }

    private LlmHandler.Builder handler() {
        return LlmHandler.builder(model.endpoint(), "You take orders.")
                .greeting("Pizza line.")
                .onProblem(problem -> problems.add(problem.report()));
    }

    @Test
    void callerTalksOverTheAnswer_nextRequestHoldsWhatWasHeard() {
        model.says("So you want two margherita. Is there anything else that I can bring you?")
                .says("Three then.");
        try (var call = TestCall.builder(handler().executor(time.executor()).build())
                .time(time)
                .start()) {
            call.awaitReply().say("two margherita");
            call.pause(Duration.ofMillis(2500)).say("no three").awaitReply();

            String heard = call.interruptions().get(0).text();
            assertThat(heard).startsWith("So you want two");
            assertThat(model.request(1).messages())
                    .containsExactly(
                            "user: [The call begins.]",
                            "assistant: Pizza line.",
                            "user: two margherita",
                            "assistant: " + heard + " [interrupted by the caller]",
                            "user: no three");
            assertThat(call.said()).endsWith("Three then.");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void callerTalksOverAModelThatGoesOn_requestIsAbortedAndItsFirstSentenceWasSpokenBefore() throws Exception {
        var closed = new CountDownLatch(1);
        model.then(line -> line.words("So you want two margherita with everything on them. And ")
                        .awaitClosed(closed))
                .says("Three then.");
        // The model takes real time here, while virtual time goes on: that is what the test is about.
        try (var call = TestCall.builder(handler().build()).time(time).start()) {
            call.awaitReply().say("two margherita");
            goOnUntilSaid(call, "So you want two margherita with everything on them.");
            call.pause(Duration.ofMillis(800)).say("no three");

            assertThat(closed.await(10, SECONDS)).isTrue();
            goOnUntilSaid(call, "Three then.");

            String heard = call.interruptions().get(0).text();
            assertThat(heard).startsWith("So you");
            assertThat(model.request(1).messages())
                    .endsWith("assistant: " + heard + " [interrupted by the caller]", "user: no three");
            assertThat(call.said()).noneMatch(text -> text.startsWith("And"));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void callerSpeaksWhileAModelPauses_nextRequestHoldsWhatItHadSaid() throws Exception {
        var closed = new CountDownLatch(1);
        model.then(line -> line.words("So you want two. And ").awaitClosed(closed))
                .says("Three then.");
        try (var call = TestCall.builder(handler().build()).time(time).start()) {
            call.awaitReply().say("two margherita");
            goOnUntilSaid(call, "So you want two.");
            call.pause(Duration.ofSeconds(3)).say("no three");
            goOnUntilSaid(call, "Three then.");

            assertThat(closed.await(10, SECONDS)).isTrue();
            assertThat(call.interruptions()).isEmpty();
            assertThat(model.request(1).messages())
                    .endsWith("assistant: So you want two. [interrupted by the caller]", "user: no three");
        }
    }

    private static void goOnUntilSaid(TestCall call, String text) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    call.pause(LOOK);
                    return call.said().contains(text);
                });
    }

    @Test
    void modelThatFails_callGoesOn() {
        model.then(line -> line.status(503, "{}")).says("Two it is.");
        try (var call = TestCall.builder(handler()
                        .apology("Sorry, say that again.")
                        .executor(time.executor())
                        .build())
                .time(time)
                .start()) {
            call.awaitReply().say("two margherita");
            call.awaitReply().say("two margherita");
            call.awaitReply();

            assertThat(call.said()).containsExactly("Pizza line.", "Sorry, say that again.", "Two it is.");
        }
        assertThat(problems).hasSize(1);
    }

    @Test
    void modelEndsTheCall_afterItsGoodBye() {
        model.calls("end_call", "{\"say\":\"Good bye.\"}");
        try (var call = TestCall.builder(handler().executor(time.executor()).build())
                .time(time)
                .start()) {
            call.awaitReply().say("that is all");
            call.pause(Duration.ofSeconds(10));

            assertThat(call.isOver()).isTrue();
            assertThat(call.said()).endsWith("Good bye.");
        }
    }
}
