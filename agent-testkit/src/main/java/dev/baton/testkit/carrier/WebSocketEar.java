package dev.baton.testkit.carrier;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of messages together and hands them to the client; sends one message after the other, as the JDK's WebSocket demands. */
final class WebSocketEar<L extends CarrierLeg> implements WebSocket.Listener {
    private final CarrierClient<L> client;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    WebSocketEar(CarrierClient<L> client) {
        this.client = client;
    }

    @Override
    public void onOpen(WebSocket socket) {
        client.negotiated(socket.getSubprotocol());
        client.opened(new Sender(socket));
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            client.onText(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            client.onBinary(binary.toByteArray());
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        client.onClosed(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        client.onClosed(1006);
    }

    /** Called with the leg's lock held, so the order of calls is the order of messages. */
    private static final class Sender implements Wire {
        private CompletableFuture<WebSocket> last;

        Sender(WebSocket socket) {
            this.last = CompletableFuture.completedFuture(socket);
        }

        @Override
        public void text(String message) {
            then(open -> open.sendText(message, true));
        }

        @Override
        public void binary(byte[] bytes) {
            then(open -> open.sendBinary(ByteBuffer.wrap(bytes), true));
        }

        @Override
        public void close(int code) {
            then(open -> open.sendClose(code, ""));
        }

        /** After the first failure nothing is sent; the listener hears of the closed connection. */
        private void then(Function<WebSocket, CompletableFuture<WebSocket>> send) {
            last = last.thenCompose(send);
        }
    }
}
