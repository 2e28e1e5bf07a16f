package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.baton.agent.Reply;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the model, from the question to the end of the reply: asks, speaks what comes as it comes, lets it use tools, asks again. Runs once, on one thread, and completes the reply however it ends.
 */
final class Answer implements Runnable {
    /** No caller listens for so long; a model that repeats itself for ever is stopped here. */
    private static final int MAX_CHARACTERS = 8_000;

    private final LlmHandler.Settings settings;
    private final Conversation conversation;
    private final Exchange exchange;
    private final Reply reply;
    private int length;
    private boolean spoke;
    private boolean over;

    Answer(LlmHandler.Settings settings, Conversation conversation, Exchange exchange, Reply reply) {
        this.settings = settings;
        this.conversation = conversation;
        this.exchange = exchange;
        this.reply = reply;
    }

    @Override
    public void run() {
        try {
            answer();
        } catch (BatonException e) {
            apologize(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            apologize(Trouble.of(e, settings.endpoint()));
        } finally {
            reply.complete();
        }
    }

    private void answer() throws InterruptedException {
        for (int round = 0; !over && !reply.isCancelled(); round++) {
            boolean mayUseTools = round < settings.maxToolRounds();
            var message = listen(request(mayUseTools));
            if (message == null) {
                return;
            }
            if (!message.hasToolExecutionRequests()) {
                if (!spoke) { // silence would leave the caller waiting
                    throw Trouble.empty(settings.endpoint());
                }
                return;
            }
            if (!mayUseTools) {
                throw Trouble.onlyTools(settings.endpoint(), settings.maxToolRounds());
            }
            use(message.toolExecutionRequests().stream().map(ToolRun::new).toList());
        }
    }

    private ChatRequest request(boolean mayUseTools) {
        var request = ChatRequest.builder().messages(conversation.messages(exchange));
        var tools = settings.toolbox().specifications();
        if (!tools.isEmpty()) { // some models refuse even to hear of tools
            request.toolSpecifications(tools).toolChoice(mayUseTools ? ToolChoice.AUTO : ToolChoice.NONE);
        }
        return request.build();
    }

    /** Speaks what the model says until it has said all, or nobody wants more of it; then null. */
    private @Nullable AiMessage listen(ChatRequest request) throws InterruptedException {
        try (var stream = ModelStream.open(settings.endpoint(), request)) {
            while (!reply.isCancelled() && length < MAX_CHARACTERS) {
                var event = stream.next();
                if (event instanceof ModelStream.Event.Token token && !reply.isCancelled()) {
                    speak(token.text());
                } else if (event instanceof ModelStream.Event.Done done) {
                    return done.message();
                } else if (event instanceof ModelStream.Event.Failed failed) {
                    throw failed.reason();
                }
            }
            return null;
        }
    }

    private void speak(String piece) {
        length += piece.length();
        spoke |= !piece.isBlank();
        exchange.says(piece);
        reply.stream(piece);
    }

    private void use(List<ToolRun> runs) throws InterruptedException {
        if (reply.isCancelled()) {
            return; // the caller has changed the subject before anything was done
        }
        exchange.uses(runs);
        reply.stream("\n"); // what it said is to be heard while the tools work
        for (var run : runs) {
            if (reply.isCancelled()) {
                run.failed("the caller spoke before it was begun");
            } else if (LastWords.end(run)) {
                over = true;
            } else {
                new ToolTask(settings, run, reply).await();
            }
        }
        if (over && !reply.isCancelled()) {
            runs.stream().filter(LastWords::end).findFirst().ifPresent(run -> new LastWords(run).say(exchange, reply));
        }
    }

    private void apologize(BatonException reason) {
        if (!reply.isCancelled()) {
            settings.problems().accept(reason);
            exchange.says((spoke ? " " : "") + settings.apology());
            reply.say(settings.apology());
        }
    }
}
