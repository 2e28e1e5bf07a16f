package dev.baton.examples.llm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.with;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.Heard;
import dev.baton.examples.FakeReply;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handler over real HTTP, with replies that remember. */
@Timeout(30)
class LlmHandlerTest {
    private static final String APOLOGY = "Sorry, my line is bad.";

    private final ChatStub model = new ChatStub();
    private final List<BatonException> problems = new CopyOnWriteArrayList<>();
    private LlmHandler handler = configured(model.endpoint()).build();

    private LlmHandler.Builder configured(ChatEndpoint endpoint) {
        return LlmHandler.builder(endpoint, "You take orders for pizza.")
                .apology(APOLOGY)
                .onProblem(problems::add);
    }

    @AfterEach
    void stop() throws IOException {
        model.close();
        assertThat(model.failures()).isEmpty();
    }

    private static Utterance utterance(Utterance.Kind kind, int turn, int revision, String text) {
        var end = Duration.ofSeconds(1);
        return new Utterance(turn, revision, kind, text, CommitReason.QUIET, Duration.ZERO, end, false, false);
    }

    private FakeReply ask(int turn, String text) {
        var reply = new FakeReply();
        handler.onUtterance(utterance(Utterance.Kind.SPEECH, turn, 0, text), reply);
        return reply;
    }

    private FakeReply answered(int turn, String text) throws InterruptedException {
        return ask(turn, text).awaitComplete();
    }

    private void talkedOver(FakeReply reply, int turn, String heard) {
        reply.cancel();
        handler.onInterrupted(new Heard(turn, heard, reply.streamed(), Duration.ofSeconds(1)));
    }

    private static void awaitOpened(CountDownLatch gate) throws InterruptedException {
        assertThat(gate.await(10, SECONDS)).isTrue();
    }

    private static ConditionFactory eventually() {
        return with().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .await();
    }

    // Streaming

    @Test
    void tokens_areStreamedWhileTheModelGoesOn() throws Exception {
        var gate = new CountDownLatch(1);
        model.then(line ->
                line.words("Two of them. ").await(gate).words("With cheese?").finish());

        var reply = ask(1, "two margherita");

        eventually().until(() -> reply.streamed().equals("Two of them. "));
        gate.countDown();
        assertThat(reply.awaitComplete().streamed()).isEqualTo("Two of them. With cheese?");
        assertThat(reply.text()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void request_namesModelAndInstructionsAndKey() throws Exception {
        handler = configured(model.endpoint().withKey("sk-secret")).build();

        answered(1, "hello");

        var request = model.request(0);
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.authorization()).isEqualTo("Bearer sk-secret");
        assertThat(request.body().path("model").asText()).isEqualTo("test-model");
        assertThat(request.body().path("stream").asBoolean()).isTrue();
        assertThat(request.instructions())
                .startsWith("You take orders for pizza.")
                .contains("ends with [interrupted by the caller], the caller");
        assertThat(request.tools()).containsExactly("end_call", "transfer_to_person");
    }

    @Test
    void withoutKeyAndTools_noneAreSent() throws Exception {
        handler = configured(model.endpoint()).endsCalls(false).build();

        answered(1, "hello");

        assertThat(model.request(0).authorization()).isEmpty();
        assertThat(model.request(0).body().has("tools")).isFalse();
        assertThat(model.request(0).body().has("tool_choice")).isFalse();
    }

    // The caller takes the floor

    @Test
    void cancelledWhileTheModelSpeaks_requestIsAbortedAndNothingMoreIsSaid() throws Exception {
        var closed = new CountDownLatch(1);
        model.then(line -> line.words("One. Two. ").awaitClosed(closed));
        var reply = ask(1, "count");
        eventually().until(() -> reply.streamed().equals("One. Two. "));

        reply.cancel();

        awaitOpened(closed);
        assertThat(reply.awaitComplete().streamed()).isEqualTo("One. Two. ");
        assertThat(reply.text()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void cancelledBeforeTheModelSaysAnything_requestIsAborted() throws Exception {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        model.then(line -> {
            asked.countDown();
            line.awaitClosed(closed);
        });
        var reply = ask(1, "count");
        awaitOpened(asked);

        reply.cancel();

        awaitOpened(closed);
        assertThat(reply.awaitComplete().streamed()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void callerTalksOver_modelIsToldWhatWasHeard() throws Exception {
        model.says("So you want two margherita. Anything else?");
        talkedOver(answered(1, "two margherita"), 1, "So you want two");

        answered(2, "no three");

        assertThat(model.request(1).messages())
                .containsExactly(
                        "user: two margherita",
                        "assistant: So you want two [interrupted by the caller]",
                        "user: no three");
    }

    @Test
    void nothingWasHeard_turnsAreJoined() throws Exception {
        var first = answered(1, "two margherita");
        first.cancel();
        var second = answered(2, "and a salad");
        talkedOver(second, 2, "");

        answered(3, "please");

        assertThat(model.request(2).messages()).containsExactly("user: two margherita\nand a salad\nplease");
    }

    @Test
    void answerThatWasNotInterrupted_isKnownWhole() throws Exception {
        model.says("Two. Anything else?");
        answered(1, "two margherita");
        answered(2, "no");

        assertThat(model.request(1).messages())
                .containsExactly("user: two margherita", "assistant: Two. Anything else?", "user: no");
    }

    /** As where a tool spares a reply from new speech, and both are answered. */
    @Test
    void turnThatComesBeforeTheAnswerIsWhole_isAskedAfterIt() throws Exception {
        var gate = new CountDownLatch(1);
        model.then(line -> line.words("Two. ").await(gate).words("And cheese.").finish());
        var first = ask(1, "two margherita");
        eventually().until(() -> first.streamed().equals("Two. "));

        var second = ask(2, "quickly");
        gate.countDown();
        second.awaitComplete();

        assertThat(model.request(1).messages())
                .containsExactly("user: two margherita", "assistant: Two. And cheese.", "user: quickly");
    }

    @Test
    void revisedUtterance_takesThePlaceOfTheEarlierAndAbortsItsRequest() throws Exception {
        var closed = new CountDownLatch(1);
        model.then(line -> line.awaitClosed(closed));
        var early = ask(1, "two");
        eventually().until(() -> model.requests().size() == 1);
        early.cancel();

        var reply = new FakeReply();
        handler.onUtterance(utterance(Utterance.Kind.SPEECH, 1, 1, "two margherita"), reply);

        awaitOpened(closed);
        assertThat(reply.awaitComplete().streamed()).isEqualTo("Yes.");
        assertThat(model.request(1).messages()).containsExactly("user: two margherita");
    }

    @Test
    void longCall_forgetsTheOldestTurns() throws Exception {
        handler = configured(model.endpoint()).maxExchanges(2).build();
        answered(1, "one");
        answered(2, "two");
        answered(3, "three");

        assertThat(model.request(2).messages()).containsExactly("user: two", "assistant: Yes.", "user: three");
    }

    @Test
    void longTurns_areForgottenByLength() throws Exception {
        answered(1, "one ".repeat(5_000));
        answered(2, "two ".repeat(5_000));

        assertThat(model.request(1).messages()).hasSize(1);
        assertThat(model.request(1).instructions()).isNotEmpty();
    }

    @Test
    void callerIsSilent_modelIsToldSo() throws Exception {
        var reply = new FakeReply();
        handler.onIdle(reply);

        assertThat(reply.awaitComplete().streamed()).isEqualTo("Yes.");
        assertThat(model.request(0).messages()).containsExactly("user: [The caller has been silent for a while.]");
    }

    @Test
    void keys_areToldAsKeys() throws Exception {
        var reply = new FakeReply();
        handler.onUtterance(utterance(Utterance.Kind.KEYS, 1, 0, "12#"), reply);
        reply.awaitComplete();

        assertThat(model.request(0).messages()).containsExactly("user: [The caller pressed 12# on the telephone.]");
    }

    // Greeting

    @Test
    void greetingThatIsGiven_isSaidAndKnown() throws Exception {
        handler = configured(model.endpoint()).greeting("Pizza line.").build();
        var greeting = new FakeReply();
        handler.onCallStarted(CallInfo.of("c1", "test"), greeting);
        answered(1, "hello");

        assertThat(greeting.text()).isEqualTo("Pizza line.");
        assertThat(model.request(0).messages())
                .containsExactly("user: [The call begins.]", "assistant: Pizza line.", "user: hello");
    }

    @Test
    void withoutGreeting_theModelGreets() throws Exception {
        model.says("Pizza line, good evening.");
        var greeting = new FakeReply();
        handler.onCallStarted(CallInfo.of("c1", "test"), greeting);

        assertThat(greeting.awaitComplete().streamed()).isEqualTo("Pizza line, good evening.");
        assertThat(model.request(0).messages()).containsExactly("user: [The call begins. Greet the caller.]");
    }

    @Test
    void handlerThatIsGivenASecondCall_refuses() {
        handler = configured(model.endpoint()).greeting("").build();
        handler.onCallStarted(CallInfo.of("c1", "test"), new FakeReply());

        assertThatThrownBy(() -> handler.onCallStarted(CallInfo.of("c2", "test"), new FakeReply()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("turnHandlers");
    }

    // Tools

    /** What an application gives the model. */
    public static final class Orders {
        private final CountDownLatch running = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);

        @Tool("The price of pizzas in euro")
        public int price(@P("which") String pizza, @P(value = "how many", required = false) Integer count) {
            return pizza.length() * (count == null ? 1 : count);
        }

        @Tool
        public void order(String pizza) {
            if (running.getCount() > 0) {
                throw new IllegalStateException("the oven is cold");
            }
        }

        @Tool
        public String bake() throws InterruptedException {
            running.countDown();
            awaitOpened(gate);
            return "baked";
        }
    }

    private final Orders orders = new Orders();

    private FakeReply withTools(String tool, String arguments) throws InterruptedException {
        handler = configured(model.endpoint()).tools(orders).build();
        model.calls(tool, arguments).says("There you are.");
        return answered(1, "please");
    }

    @Test
    void tool_isRunWhileItShowsAndItsResultGoesBack() throws Exception {
        handler = configured(model.endpoint()).tools(orders).build();
        model.then(line -> line.words("Let me see.")
                        .call("price", "{\"pizza\":\"funghi\",\"count\":2}")
                        .finish())
                .says("That is twelve.");

        var reply = answered(1, "how much");

        assertThat(reply.streamed()).isEqualTo("Let me see.\nThat is twelve.");
        assertThat(reply.tools()).containsExactly("+price", "-price");
        assertThat(model.request(0).tools()).contains("price", "order", "bake");
        assertThat(model.request(1).messages())
                .containsExactly(
                        "user: how much",
                        "assistant: Let me see.",
                        "call: price {\"pizza\":\"funghi\",\"count\":2}",
                        "result: 12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price | {\"pizza\":\"funghi\"} | 6",
                "order | {\"pizza\":\"funghi\"} | This failed: the oven is cold",
                "price | {} | This failed: the argument pizza is missing",
                "price | {\"pizza\":\"x\",\"count\":\"many\"} | This failed: the argument count is no Integer",
                "price | {oh | This failed: the arguments are not JSON",
                "fly | {} | This failed: there is no tool of this name"
            })
    void whateverATool_modelIsToldAndNotTheCaller(String tool, String arguments, String result) throws Exception {
        var reply = withTools(tool, arguments);

        assertThat(model.request(1).messages()).endsWith("result: " + result);
        assertThat(reply.streamed()).isEqualTo("\nThere you are.");
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void toolThatThrows_isReportedWithItsCause() throws Exception {
        withTools("order", "{\"pizza\":\"funghi\"}");

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).report()).contains("the tool order threw java.lang.IllegalStateException");
        assertThat(problems.get(0)).hasRootCauseMessage("the oven is cold");
    }

    @Test
    void toolThatDoesNotReturn_isGivenUp() throws Exception {
        handler = configured(model.endpoint())
                .tools(orders)
                .toolTimeout(Duration.ofMillis(30))
                .build();
        model.calls("bake", "{}").says("It takes a while.");

        var reply = answered(1, "bake");
        orders.gate.countDown();

        assertThat(reply.streamed()).isEqualTo("\nIt takes a while.");
        assertThat(model.request(1).messages().get(2)).startsWith("result: This failed: it has not answered in time");
        assertThat(problems).extracting(BatonException::report).anyMatch(report -> report.contains("the tool bake"));
    }

    @Test
    void callerSpeaksWhileAToolRuns_isNotKeptWaitingAndTheModelLearnsTheResultOnceItIsThere() throws Exception {
        handler = configured(model.endpoint()).tools(orders).build();
        model.calls("bake", "{}");
        var first = ask(1, "bake");
        awaitOpened(orders.running);
        first.cancel();

        answered(2, "are you there");
        orders.gate.countDown();
        eventually().untilAsserted(() -> {
            answered(3, "and now");
            assertThat(model.request(model.requests().size() - 1).messages()).contains("result: baked");
        });

        assertThat(first.awaitComplete().tools()).containsExactly("+bake", "-bake");
        assertThat(model.request(1).messages())
                .containsExactly(
                        "user: bake",
                        "call: bake {}",
                        "result: This is still running; its result is not known.",
                        "user: are you there");
    }

    @Test
    void utteranceThatIsAskedAgain_findsWhatItsToolsDid() throws Exception {
        handler = configured(model.endpoint()).tools(orders).build();
        model.calls("price", "{\"pizza\":\"funghi\"}").says("Six.");
        answered(1, "how much").cancel();

        answered(1, "how much");

        assertThat(model.request(2).messages())
                .containsExactly("user: how much", "call: price {\"pizza\":\"funghi\"}", "result: 6");
    }

    @Test
    void modelThatOnlyAsksForTools_isStopped() throws Exception {
        handler = configured(model.endpoint()).tools(orders).maxToolRounds(1).build();
        model.calls("price", "{\"pizza\":\"x\"}").calls("price", "{\"pizza\":\"y\"}");

        var reply = answered(1, "how much");

        assertThat(reply.text()).isEqualTo(APOLOGY);
        assertThat(model.request(1).body().path("tool_choice").asText()).isEqualTo("none");
        assertThat(model.requests()).hasSize(2);
        assertThat(problems).hasSize(1);
    }

    @Test
    void endCall_saysGoodByeAndHangsUp() throws Exception {
        model.calls("end_call", "{\"say\":\"Good bye.\"}");

        var reply = answered(1, "that is all");

        assertThat(reply.text()).isEqualTo("Good bye.");
        assertThat(reply.endsCall()).isTrue();
        assertThat(reply.left()).isNull();
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void goodByeThatWasSaid_isNotSaidAgain() throws Exception {
        model.then(line -> line.words("Good bye.")
                .call("end_call", "{\"say\":\"Good bye.\"}")
                .finish());

        var reply = answered(1, "that is all");

        assertThat(reply.streamed()).isEqualTo("Good bye.\n");
        assertThat(reply.text()).isEmpty();
        assertThat(reply.endsCall()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"to\":\"sales\",\"say\":\"One moment.\"} | transfer:sales | One moment.", "{ | transfer | ''"})
    void transfer_leavesTheCall(String arguments, String result, String said) throws Exception {
        model.calls("transfer_to_person", arguments);

        var reply = answered(1, "a person please");

        assertThat(reply.left()).isEqualTo(result);
        assertThat(reply.text()).isEqualTo(said);
    }

    // Whatever goes wrong

    private void fails(ChatStub.Script script, String report) throws Exception {
        handler = configured(model.endpoint().withKey("sk-secret")).build();
        model.then(script).says("I am back.");

        assertApologized(answered(1, "my secret order"), report);

        problems.clear();
        assertThat(answered(2, "hello").streamed()).isEqualTo("I am back.");
        assertThat(model.request(1).messages())
                .containsExactly("user: my secret order", "assistant: " + APOLOGY, "user: hello");
        assertThat(problems).isEmpty();
    }

    private void assertApologized(FakeReply reply, String report) {
        assertThat(reply.text()).isEqualTo(APOLOGY);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).report())
                .contains(report, "\n  do: ", model.uri().toString())
                .doesNotContain("sk-secret", "secret order");
        assertThat(problems.get(0)).hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses the key (401)",
        "403, refuses the key (403)",
        "404, is not there (404)",
        "400, does not take the request (400)",
        "429, has had too many requests (429)",
        "500, has failed (500)",
        "503, has failed (503)"
    })
    void refusal_callerHearsASentenceAndTheCallGoesOn(int status, String report) throws Exception {
        fails(line -> line.status(status, "{\"error\":\"key sk-secret, secret order\"}"), report);
    }

    @Test
    void brokenEvent_isTold() throws Exception {
        fails(line -> line.event("{\"choices\":[{\"index\""), "sent an event that is no chat completion");
    }

    @Test
    void neverAnswers_requestIsAborted() throws Exception {
        var closed = new CountDownLatch(1);
        handler = configured(model.endpoint().withAnswerTimeout(Duration.ofMillis(50)))
                .build();
        model.then(line -> line.awaitClosed(closed));

        assertApologized(answered(1, "my secret order"), "has sent nothing for 50 ms");

        awaitOpened(closed);
    }

    @Test
    void emptyAnswer_isTold() throws Exception {
        fails(ChatStub.Line::finish, "gave an empty answer");
    }

    @Test
    void pageInsteadOfAStream_isTold() throws Exception {
        fails(line -> line.send("<html>hello</html>\n"), "ended its answer in the middle");
    }

    @Test
    void cutInTheMiddle_whatCameIsSaidOnceAndKnown() throws Exception {
        model.then(line -> line.words("Two of them. With "));

        var reply = answered(1, "two");
        answered(2, "hello");

        assertThat(reply.streamed()).isEqualTo("Two of them. With ");
        assertThat(reply.text()).isEqualTo(APOLOGY);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).report()).contains("ended its answer in the middle");
        assertThat(model.request(1).messages())
                .containsExactly("user: two", "assistant: Two of them. With  " + APOLOGY, "user: hello");
    }

    @Test
    void brokenEventInTheMiddle_nothingAfterItIsSaid() throws Exception {
        model.then(line -> line.words("Two. ").event("{oh").words("Three.").finish());

        var reply = answered(1, "two");

        assertThat(reply.streamed()).isEqualTo("Two. ");
        assertThat(reply.text()).isEqualTo(APOLOGY);
        assertThat(problems).hasSize(1);
    }

    @Test
    void silentInTheMiddle_requestIsAborted() throws Exception {
        var closed = new CountDownLatch(1);
        // Long enough for the first word to come on a busy machine.
        handler = configured(model.endpoint().withAnswerTimeout(Duration.ofMillis(500)))
                .build();
        model.then(line -> line.words("Two. ").awaitClosed(closed));

        var reply = answered(1, "two");

        awaitOpened(closed);
        assertApologized(reply, "has sent nothing for 500 ms");
        assertThat(reply.streamed()).isIn("Two. ", "");
    }

    @Test
    void nobodyListens_isTold() throws Exception {
        int port;
        try (var gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        handler = configured(ChatEndpoint.of(URI.create("http://127.0.0.1:" + port), "x"))
                .build();

        var reply = answered(1, "hello");

        assertThat(reply.text()).isEqualTo(APOLOGY);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).report())
                .startsWith("error BT-501: the language model at http://127.0.0.1:" + port
                        + "/v1/chat/completions cannot be reached")
                .contains("do: start the server");
    }

    @Test
    void problemOfAnAnswerThatNobodyWants_isNotTold() throws Exception {
        var gate = new CountDownLatch(1);
        model.then(line -> line.await(gate).status(500, "{}"));
        var reply = ask(1, "hello");
        eventually().until(() -> model.requests().size() == 1);
        reply.cancel();
        gate.countDown();

        assertThat(reply.awaitComplete().text()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, http://h/v1/chat/completions",
        "http://h/, http://h/v1/chat/completions",
        "http://h:1/v1, http://h:1/v1/chat/completions",
        "https://h/v1/chat/completions/, https://h/v1/chat/completions",
        "https://h/openai/v2, https://h/openai/v2/chat/completions"
    })
    void address_isCompleted(String given, String asked) {
        assertThat(ChatEndpoint.of(URI.create(given), "m").withKey("sk-secret")).hasToString(asked);
    }

    @ParameterizedTest
    @CsvSource({"ws://h/v1", "h:1", "/v1", "http://user:sk-secret@h/v1", "https://h/v1?key=sk-secret"})
    void addressThatIsNone_isRefusedWithoutRepeatingAKey(String given) {
        assertThatThrownBy(() -> ChatEndpoint.of(URI.create(given), "m"))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        refused -> assertThat(refused.report())
                                .contains("do: give one such as")
                                .doesNotContain("sk-secret"));
    }
}
