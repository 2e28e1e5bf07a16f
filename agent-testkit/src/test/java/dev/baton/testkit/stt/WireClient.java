package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The JDK's own WebSocket client, so that the server is not tested against the code it shares with ours. */
final class WireClient implements WebSocket.Listener, AutoCloseable {
    static final int SECONDS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What the server answered to a request that it did not upgrade. */
    record Answer(int status, String head, JsonNode body) {}

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private volatile String closeReason = "";
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private WireClient(URI uri, List<String> subprotocols, String... headers) {
        var builder = HTTP.newWebSocketBuilder();
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(uri, this)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static WireClient connect(LocalSttServer server, String pathAndQuery, String... headers) {
        return new WireClient(server.uri(pathAndQuery), List.of(), headers);
    }

    static WireClient offering(LocalSttServer server, String pathAndQuery, String... subprotocols) {
        return new WireClient(server.uri(pathAndQuery), List.of(subprotocols));
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** An upgrade over a bare socket, to read what is answered instead. */
    static Answer refused(LocalSttServer server, String pathAndQuery, String... headers) {
        var request = new StringBuilder(
                "GET " + pathAndQuery + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return raw(server, request.append("\r\n").toString());
    }

    static Answer raw(LocalSttServer server, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(SECONDS * 1000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int bodyAt = answer.indexOf("\r\n\r\n") + 4;
            return new Answer(
                    Integer.parseInt(answer.substring(9, 12)),
                    answer.substring(0, bodyAt),
                    JSON.readTree(answer.substring(bodyAt)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all bytes in messages of that size, as fast as the server takes them. */
    void audio(ByteBuffer bytes, int messageBytes) {
        while (bytes.hasRemaining()) {
            int count = Math.min(messageBytes, bytes.remaining());
            var message = bytes.slice(bytes.position(), count);
            bytes.position(bytes.position() + count);
            socket.sendBinary(message, true).join();
        }
    }

    void binary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    void text(String text) {
        socket.sendText(text, true).join();
    }

    void finalizeTurn() {
        text("{\"type\":\"finalize\"}");
    }

    void closeStream() {
        text("{\"type\":\"close_stream\"}");
    }

    /** Starts the closing handshake. */
    void closing() {
        socket.sendClose(1000, "").join();
    }

    JsonNode next() {
        return next(message -> true);
    }

    JsonNode nextFinal() {
        return next(message -> message.path("is_final").asBoolean());
    }

    /** The next message of that kind; others are dropped. */
    JsonNode next(Predicate<JsonNode> wanted) {
        while (true) {
            JsonNode message;
            try {
                message = messages.poll(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(message).as("a message within %d s", SECONDS).isNotNull();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /** Everything up to the message that is last. */
    List<JsonNode> untilLast() {
        return until(message -> message.path("is_last").asBoolean());
    }

    /** Everything up to the first such message, which is the last of the list. */
    List<JsonNode> until(Predicate<JsonNode> last) {
        var all = new ArrayList<JsonNode>();
        do {
            all.add(next());
        } while (!last.test(all.get(all.size() - 1)));
        return all;
    }

    static List<String> finals(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("is_final").asBoolean())
                .map(message -> message.path("transcript").asText())
                .toList();
    }

    /** Begins the closing handshake, and goes on reading. */
    void sendClose() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Everything that has arrived and was not asked for. */
    List<JsonNode> rest() {
        var all = new ArrayList<JsonNode>();
        messages.drainTo(all);
        return all;
    }

    /** What came in binary messages so far; to be asked after a text that came later. */
    byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    boolean isOpen() {
        return !closeCode.isDone();
    }

    int closeCode() {
        return closeCode.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether a message came that is not JSON, or not text. */
    boolean unreadable() {
        try {
            return closeCode
                    .handle((code, error) -> error != null || code == 1006)
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            socket.abort();
        }
    }

    /** Of the close frame; to be asked after {@link #closeCode}. */
    String closeReason() {
        return closeReason;
    }

    /** All messages that have arrived and were not asked for; to be asked after {@link #closeCode}. */
    List<JsonNode> received() {
        var all = new ArrayList<JsonNode>();
        messages.drainTo(all);
        return all;
    }

    /** Messages that have arrived and were not asked for. */
    int unread() {
        return messages.size();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                closeCode.completeExceptionally(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        synchronized (heard) {
            heard.writeBytes(bytes);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode.complete(statusCode);
        return null;
    }

    /** The connection was cut: 1006, as others call it. */
    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
