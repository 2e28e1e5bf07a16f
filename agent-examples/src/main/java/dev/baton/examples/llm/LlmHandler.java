package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.agent.Heard;
import dev.baton.agent.Reply;
import dev.baton.agent.TurnHandler;
import dev.baton.turn.Utterance;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with what a language model says, as it says it: each sentence is spoken once it is whole, while the model goes on. A caller who takes the floor ends the request at once, and the model
 * learns what of its words was heard, not what it wrote.
 *
 * <pre>{@code
 * var model = ChatEndpoint.of(URI.create("http://127.0.0.1:11434/v1"), "llama3.1");
 * VoiceAgent.builder().turnHandlers(() -> LlmHandler.builder(model, "You take orders for a pizza line.").tools(new Orders()).build());
 * }</pre>
 *
 * <p>An instance serves one call. Its methods return at once; the work is done on the executor. A model that cannot be asked, or fails, costs the caller a sentence of apology; the call goes on, and what
 * the caller had said is part of the next question. With {@code turn.speculates} the model is asked, and its tools run, before it is certain that the caller has finished: leave that off, or let tools
 * only look things up.
 */
public final class LlmHandler implements TurnHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LlmHandler.class);

    /** What a model must know that writes for a voice, whatever else it is. */
    private static final String ON_THE_TELEPHONE =
            """


            You are on a telephone call, and what you write is spoken: short sentences, no markup, no lists, no emoji. \
            Notes in square brackets come from the line, not from the caller; never write any yourself. Where an answer of \
            yours ends with\s""" + Exchange.INTERRUPTED + ", the caller heard it up to there and nothing after.";

    /**
     * What all calls of an agent have in common.
     *
     * @param greeting what is said first; null if the model greets, empty if the caller speaks first
     * @param apology what the caller hears when there is no answer
     * @param problems told what went wrong, on any thread
     */
    record Settings(
            ChatEndpoint endpoint,
            String prompt,
            @Nullable String greeting,
            String apology,
            Toolbox toolbox,
            int maxToolRounds,
            Duration toolTimeout,
            int maxExchanges,
            Executor executor,
            Consumer<BatonException> problems) {}

    private final Settings settings;
    private final Conversation conversation;
    /** Answers are worked out one after the other, since each is part of the next question; what is not wanted any more ends soon. */
    private CompletableFuture<Void> answers = CompletableFuture.completedFuture(null);

    private boolean begun;

    private LlmHandler(Settings settings) {
        this.settings = settings;
        conversation = new Conversation(settings.prompt() + ON_THE_TELEPHONE, settings.maxExchanges());
    }

    /** @param prompt who the agent is and what it is there for; how to speak on a telephone is added */
    public static Builder builder(ChatEndpoint endpoint, String prompt) {
        return new Builder(endpoint, prompt);
    }

    @Override
    public void onCallStarted(CallInfo call, Reply reply) {
        if (begun) {
            throw new IllegalStateException(
                    "an LlmHandler serves one call: give the agent a supplier, turnHandlers(..)");
        }
        begun = true;
        String greeting = settings.greeting();
        if (greeting == null) {
            answer(0, "[The call begins. Greet the caller.]", reply);
        } else if (!greeting.isBlank()) {
            conversation.begin(0, "[The call begins.]", reply).says(greeting);
            reply.say(greeting);
        }
    }

    @Override
    public void onUtterance(Utterance utterance, Reply reply) {
        answer(utterance.turn(), words(utterance), reply);
    }

    @Override
    public void onIdle(Reply reply) {
        answer(0, "[The caller has been silent for a while.]", reply);
    }

    @Override
    public void onInterrupted(Heard heard) {
        conversation.wasHeard(heard);
    }

    @Override
    public void onCallEnded(CallSummary summary) {
        // Nothing to do: the end has cancelled what was under way.
    }

    private static String words(Utterance utterance) {
        if (utterance.text().isBlank()) {
            return "[The caller said something that was not understood.]";
        }
        return utterance.kind() == Utterance.Kind.KEYS
                ? "[The caller pressed " + utterance.text() + " on the telephone.]"
                : utterance.text();
    }

    private void answer(int turn, String asked, Reply reply) {
        reply.async();
        var answer = new Answer(settings, conversation, conversation.begin(turn, asked, reply), reply);
        answers = answers.handleAsync(
                (done, failure) -> {
                    answer.run();
                    return null;
                },
                settings.executor());
    }

    /** Collects settings; belongs to one thread. */
    public static final class Builder {
        private final ChatEndpoint endpoint;
        private final String prompt;
        private final Toolbox toolbox = new Toolbox();
        private @Nullable String greeting;
        private String apology = "Sorry, something went wrong. Could you say that again?";
        private boolean endsCalls = true;
        private int maxToolRounds = 5;
        private Duration toolTimeout = Duration.ofSeconds(20);
        private int maxExchanges = 40;
        private Executor executor = Threads.POOL;
        private Consumer<BatonException> problems = problem -> LOG.warn("{}", problem.report(), problem.getCause());

        private Builder(ChatEndpoint endpoint, String prompt) {
            this.endpoint = endpoint;
            this.prompt = prompt.strip();
        }

        /** What is said first; empty if the caller speaks first. Unless set, the model greets. */
        public Builder greeting(String text) {
            greeting = text;
            return this;
        }

        /** What the caller hears when the model gives no answer, or breaks off. */
        public Builder apology(String sentence) {
            apology = sentence;
            return this;
        }

        /**
         * The public methods of an object that have LangChain4j's {@code @Tool}. They are called on threads of the executor; by several at once, where the object serves several calls.
         *
         * @throws IllegalArgumentException if there are none, or a name is taken
         */
        public Builder tools(Object object) {
            toolbox.addMethodsOf(object);
            return this;
        }

        /** @throws IllegalArgumentException if its name is taken */
        public Builder tool(ToolSpecification specification, LlmTool tool) {
            toolbox.add(specification, tool);
            return this;
        }

        /**
         * Whether the model may end the call ({@code end_call}) and have a person take over ({@code transfer_to_person}: {@link Reply#leave} with {@code "transfer"} or {@code "transfer:WHOM"}); it
         * may unless said. For a model that cannot use tools this must be off.
         */
        public Builder endsCalls(boolean may) {
            endsCalls = may;
            return this;
        }

        /** How often in one answer the model may use tools before it has to do without; 5 unless said. */
        public Builder maxToolRounds(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("maxToolRounds must not be negative, maxToolRounds=" + count);
            }
            maxToolRounds = count;
            return this;
        }

        /** After this long in which a tool has not returned, the model is told that it failed; 20 s unless said. */
        public Builder toolTimeout(Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("toolTimeout must be positive, toolTimeout=" + duration);
            }
            toolTimeout = duration;
            return this;
        }

        /** How many turns the model is told of; 40 unless said, and fewer where they are long: 24,000 characters in all. */
        public Builder maxExchanges(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("maxExchanges must be at least 1, maxExchanges=" + count);
            }
            maxExchanges = count;
            return this;
        }

        /** Where answers are worked out and tools run: each occupies a thread until it is over. Unless set, threads of its own. On virtual time, {@code VirtualTime.executor()}. */
        public Builder executor(Executor threads) {
            executor = threads;
            return this;
        }

        /** Told why there was no answer, or what a tool threw; on any thread. Unless set, it is logged. */
        public Builder onProblem(Consumer<BatonException> listener) {
            problems = listener;
            return this;
        }

        /** A handler for one call. */
        public LlmHandler build() {
            return new LlmHandler(new Settings(
                    endpoint,
                    prompt,
                    greeting,
                    apology,
                    toolbox.copy(endsCalls),
                    maxToolRounds,
                    toolTimeout,
                    maxExchanges,
                    executor,
                    problems));
        }
    }
}
