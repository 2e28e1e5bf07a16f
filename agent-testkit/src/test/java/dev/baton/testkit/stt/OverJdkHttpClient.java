package dev.baton.testkit.stt;

import dev.baton.stt.SttTransport;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client behind our interface, as an application would write it. Everything that it says hops to the loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the listener is told of failures
record OverJdkHttpClient(HttpClient client, Executor loop) implements SttTransport {
    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        var connection = new JdkConnection(loop, listener);
        var builder = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
        headers.forEach(builder::header);
        builder.buildAsync(uri, connection).whenComplete((socket, failure) -> {
            if (failure != null) {
                loop.execute(
                        () -> connection.failed(failure instanceof CompletionException ? failure.getCause() : failure));
            }
        });
        return connection;
    }

    private static final class JdkConnection implements Connection, WebSocket.Listener {
        private final Executor loop;
        private final Listener listener;
        private final AtomicLong pending = new AtomicLong();
        private final StringBuilder partial = new StringBuilder();
        private final ByteArrayOutputStream partialBytes = new ByteArrayOutputStream();
        private @Nullable WebSocket socket;
        private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
        private boolean over;

        JdkConnection(Executor loop, Listener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        @Override
        public void onOpen(WebSocket opened) {
            loop.execute(() -> {
                socket = opened;
                if (over) {
                    opened.abort();
                } else {
                    listener.onOpen();
                    opened.request(1);
                }
            });
        }

        void failed(@Nullable Throwable cause) {
            if (over) {
                return;
            }
            over = true;
            if (cause instanceof WebSocketHandshakeException refusal) {
                var response = refusal.getResponse();
                listener.onRefused(
                        response.statusCode(),
                        response.headers().firstValue("Retry-After").orElse(""),
                        String.valueOf(response.body()));
            } else {
                listener.onFailed(cause == null ? new IllegalStateException("no cause") : cause);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                var text = partial.toString();
                partial.setLength(0);
                loop.execute(() -> {
                    if (!over) {
                        listener.onText(text);
                    }
                });
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            partialBytes.writeBytes(bytes);
            if (last) {
                var whole = ByteBuffer.wrap(partialBytes.toByteArray());
                partialBytes.reset();
                loop.execute(() -> {
                    if (!over) {
                        listener.onBinary(whole);
                    }
                });
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            loop.execute(() -> ended(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            loop.execute(() -> ended(1006, String.valueOf(cause.getMessage())));
        }

        private void ended(int code, String reason) {
            if (!over) {
                over = true;
                listener.onClosed(code, reason);
            }
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            int length = copy.remaining();
            pending.addAndGet(length);
            send(opened -> opened.sendBinary(copy, true), length);
        }

        @Override
        public void sendText(String text) {
            send(opened -> opened.sendText(text, true), 0);
        }

        /** That client takes one message at a time. */
        private void send(Function<WebSocket, CompletableFuture<WebSocket>> message, int bytes) {
            var opened = socket;
            if (opened == null || over) {
                return;
            }
            sending = sending.thenCompose(before -> message.apply(opened)).whenComplete((sent, failure) -> {
                pending.addAndGet(-bytes);
                if (failure == null && pending.get() < 32 * 1024) {
                    loop.execute(listener::onWritable);
                }
            });
        }

        @Override
        public long pendingBytes() {
            return pending.get();
        }

        @Override
        public void close(int code, String reason) {
            send(opened -> opened.sendClose(code, reason), 0);
        }

        @Override
        public void abort() {
            over = true;
            if (socket != null) {
                socket.abort();
            }
        }
    }
}
