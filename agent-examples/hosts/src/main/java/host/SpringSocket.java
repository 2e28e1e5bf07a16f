package host;

import dev.baton.carrier.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;

/**
 * Sends on a WebSocket of Spring's.
 *
 * <p>{@code sendMessage} is not safe for concurrent use, and blocks while the peer does not read. The decorator helps against the first, with whoever else sends or closes. Against the second nothing helps but
 * another thread: the call's own is an event loop, and all the calls on it would wait. A peer that does not read holds one thread here, until so much waits that the call is ended.
 */
final class SpringSocket implements Outgoing {
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
    private static final int BUFFER_LIMIT = 512 * 1024;
    private static final Executor SENDERS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "sender");
        thread.setDaemon(true);
        return thread;
    });

    private final WebSocketSession session;
    private final AtomicLong pending = new AtomicLong();

    /** The last of what is to be sent, each after the one before; one that fails lets the rest be. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    SpringSocket(WebSocketSession session) {
        this.session = new ConcurrentWebSocketSessionDecorator(session, (int) SEND_LIMIT.toMillis(), BUFFER_LIMIT);
    }

    @Override
    public void text(String message) {
        send(new TextMessage(message));
    }

    @Override
    public void binary(ByteBuffer bytes) {
        send(new BinaryMessage(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()));
    }

    private void send(WebSocketMessage<?> message) {
        int length = message.getPayloadLength();
        pending.addAndGet(length);
        last = last.thenRunAsync(
                () -> {
                    try {
                        session.sendMessage(message);
                        pending.addAndGet(-length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                SENDERS);
    }

    @Override
    public void close(int code, String reason) {
        last.whenCompleteAsync(
                (sent, failure) -> {
                    try {
                        session.close(new CloseStatus(code, reason));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e); // the connection is gone, which the handler is told
                    }
                },
                SENDERS);
    }

    /** What was not sent counts for ever: after a failure the call ends, if the close does not end it before. */
    @Override
    public long pendingBytes() {
        return pending.get();
    }
}
