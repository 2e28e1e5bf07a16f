package dev.baton.examples.llm;

import dev.baton.BatonException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a model says to one request, as it comes. Filled by a thread that reads the connection, emptied by one other, which closes it at the first event that ends the answer: LangChain4j goes on after a broken
 * one, and calls an answer complete whose connection was closed in the middle.
 */
final class ModelStream implements StreamingChatResponseHandler, AutoCloseable {
    /** How soon it shows that nobody wants the answer any more, or that no more of it will come. */
    private static final Duration LOOK = Duration.ofMillis(20);

    sealed interface Event {
        record Token(String text) implements Event {}

        /** The answer is whole; it may ask for tools. */
        record Done(AiMessage message) implements Event {}

        record Failed(BatonException reason) implements Event {}
    }

    private final ChatEndpoint endpoint;
    private final CancellableHttp http;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean over;
    private volatile long lastSignNanos = System.nanoTime();

    private ModelStream(ChatEndpoint endpoint) {
        this.endpoint = endpoint;
        http = new CancellableHttp(endpoint.http(), Threads.POOL);
    }

    /** Asks; returns at once. */
    static ModelStream open(ChatEndpoint endpoint, ChatRequest request) {
        var stream = new ModelStream(endpoint);
        endpoint.model(stream.http).chat(request, stream);
        return stream;
    }

    /** @return what came next, or null if nothing has for a moment: time to look whether the answer is still wanted */
    @Nullable
    Event next() throws InterruptedException {
        var event = events.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null
                && System.nanoTime() - lastSignNanos > endpoint.answerTimeout().toNanos()) {
            return new Event.Failed(Trouble.silent(endpoint));
        }
        return event;
    }

    /** Nothing more is wanted: the request is aborted, unless it has ended. */
    @Override
    public void close() {
        over = true;
        http.cancel();
    }

    @Override
    public void onPartialResponse(String token) {
        happens(new Event.Token(token));
    }

    /** Its thoughts, for example: nothing to say, but it works. */
    @Override
    public void onUnmappedRawEvent(Object event) {
        lastSignNanos = System.nanoTime();
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        happens(
                response.finishReason() == null
                        ? new Event.Failed(Trouble.incomplete(endpoint))
                        : new Event.Done(response.aiMessage()));
    }

    @Override
    public void onError(Throwable error) {
        happens(new Event.Failed(Trouble.of(error, endpoint)));
    }

    private void happens(Event event) {
        lastSignNanos = System.nanoTime();
        if (!over) {
            events.add(event);
        }
    }
}
