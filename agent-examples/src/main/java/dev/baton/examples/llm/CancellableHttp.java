package dev.baton.examples.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One streamed request that can be cancelled at any time. LangChain4j's own {@code StreamingHandle} comes with the first token, which is too late: a caller who speaks again while the model still reads
 * the question must not be answered twice by a busy machine. Safe to use from any thread.
 */
final class CancellableHttp implements HttpClient, HttpClientBuilder {
    private final java.net.http.HttpClient http;
    private final Executor readers;
    private @Nullable CompletableFuture<HttpResponse<InputStream>> sent;
    private @Nullable InputStream body;
    private boolean cancelled;

    /** @param readers one of its threads waits for the answer and reads it: the JDK would have the common pool do it, whose threads are as few as the processors */
    CancellableHttp(java.net.http.HttpClient http, Executor readers) {
        this.http = http;
        this.readers = readers;
    }

    /** Ends the connection, or the stream of HTTP/2, now. Does nothing once all has been read. */
    synchronized void cancel() {
        cancelled = true;
        if (sent != null) {
            sent.cancel(true);
        }
        if (body != null) {
            closeQuietly(body);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("answers are streamed");
    }

    @Override
    public synchronized void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        if (cancelled) {
            return;
        }
        var post = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> post.header(name, value)));
        var answer = http.sendAsync(post.build(), BodyHandlers.ofInputStream());
        sent = answer;
        readers.execute(() -> {
            try {
                read(answer.join(), parser, listener);
            } catch (RuntimeException e) { // no connection, or cancelled, or what the parser threw
                listener.onError(e);
            }
        });
    }

    private void read(
            HttpResponse<InputStream> response, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (var stream = response.body()) {
            if (!opened(stream)) {
                return;
            }
            if (response.statusCode() / 100 != 2) {
                // The body may repeat the key, or the caller's words: nobody reads it.
                listener.onError(new HttpException(response.statusCode(), "HTTP " + response.statusCode()));
                return;
            }
            listener.onOpen(SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .build());
            parser.parse(stream, listener);
            listener.onClose();
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    private synchronized boolean opened(InputStream stream) {
        body = stream;
        return !cancelled;
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // As a builder: the time-outs are ours.

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
