package dev.baton.examples.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A server with OpenAI's chat completions over real HTTP that says what a test has it say, one script for each request, and knows when the client closes the connection. A thread and a connection for
 * each request; on a port that the system chooses.
 */
public final class ChatStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is sent in answer to one request. */
    @FunctionalInterface
    public interface Script {
        void run(Line line) throws Exception;
    }

    /** A request that came. */
    public record Request(String path, String authorization, JsonNode body) {
        /** Everything but the instructions, as {@code user: hello}; tools as {@code call: NAME ARGUMENTS} and {@code result: TEXT}. */
        public List<String> messages() {
            var messages = new ArrayList<String>();
            for (var message : body.path("messages")) {
                String role = message.path("role").asText();
                String text = message.path("content").asText("");
                if (role.equals("tool")) {
                    messages.add("result: " + text);
                } else if (!role.equals("system") && !text.isEmpty()) {
                    messages.add(role + ": " + text);
                }
                for (var call : message.path("tool_calls")) {
                    var function = call.path("function");
                    messages.add("call: " + function.path("name").asText() + " "
                            + function.path("arguments").asText());
                }
            }
            return messages;
        }

        public String instructions() {
            return body.path("messages").path(0).path("content").asText();
        }

        List<String> tools() {
            return body.path("tools").findValuesAsText("name");
        }
    }

    private final ServerSocket socket;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    public ChatStub() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("chat-stub", this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    ChatEndpoint endpoint() {
        return ChatEndpoint.of(uri(), "test-model");
    }

    /** The next request that has no script yet gets this. */
    public ChatStub then(Script script) {
        scripts.add(script);
        return this;
    }

    /** The next gets a whole answer, a token for each word. */
    public ChatStub says(String text) {
        return then(line -> line.words(text).finish());
    }

    /** The next is asked to use a tool. */
    ChatStub calls(String tool, String arguments) {
        return then(line -> line.call(tool, arguments).finish());
    }

    List<Request> requests() {
        return requests;
    }

    public Request request(int number) {
        return requests.get(number);
    }

    List<Throwable> failures() {
        return failures;
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                connections.add(connection);
                start("chat-stub-request", () -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            requests.add(read(in));
            var script = scripts.poll();
            (script == null ? (Script) line -> line.words("Yes.").finish() : script)
                    .run(new Line(in, connection.getOutputStream()));
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String path = line(in).split(" ", -1)[1];
        String authorization = "";
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String value = header.substring(header.indexOf(':') + 1).strip();
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(value);
            } else if (header.regionMatches(true, 0, "authorization:", 0, 14)) {
                authorization = value;
            }
        }
        return new Request(path, authorization, JSON.readTree(in.readNBytes(length)));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the client went away in the middle of its request");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
    }

    /** The server's end of one request. */
    public static final class Line {
        private final InputStream in;
        private final OutputStream out;
        private boolean begun;
        private @Nullable String finishReason = "stop";

        private Line(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        /** Refuses, with a body that nobody should repeat. */
        public Line status(int code, String body) throws IOException {
            begun = true;
            return send("HTTP/1.1 " + code + " Refused\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body);
        }

        Line words(String text) throws IOException {
            for (String word : text.split("(?<= )", -1)) {
                token(word);
            }
            return this;
        }

        Line token(String text) throws IOException {
            return event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + JSON.writeValueAsString(text) + "}}]}");
        }

        /** In two events, as models write them. */
        Line call(String tool, String arguments) throws IOException {
            finishReason = "tool_calls";
            String head = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,";
            event(head + "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"" + tool
                    + "\",\"arguments\":\"\"}}]}}]}");
            return event(head + "\"function\":{\"arguments\":" + JSON.writeValueAsString(arguments) + "}}]}}]}");
        }

        Line finish() throws IOException {
            event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finishReason + "\"}]}");
            return event("[DONE]");
        }

        Line event(String data) throws IOException {
            return send("data: " + data + "\n\n");
        }

        Line send(String text) throws IOException {
            var all = new StringJoiner("");
            if (!begun) {
                begun = true;
                all.add("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            }
            out.write(all.add(text).toString().getBytes(UTF_8));
            out.flush();
            return this;
        }

        /** Says nothing more until the client has closed the connection. */
        Line awaitClosed(CountDownLatch closed) throws IOException {
            try {
                while (in.read() >= 0) {
                    // nothing more comes from a client
                }
            } catch (IOException e) {
                // reset, which is as good
            }
            closed.countDown();
            return this;
        }

        Line await(CountDownLatch gate) throws InterruptedException {
            if (!gate.await(10, SECONDS)) {
                throw new AssertionError("the test did not open the gate for 10 s");
            }
            return this;
        }
    }
}
