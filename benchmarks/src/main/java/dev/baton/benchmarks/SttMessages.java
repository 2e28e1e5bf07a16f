package dev.baton.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.baton.internal.json.PulseMessages;
import dev.baton.stt.SttEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to understand a final text of 20 words? From the bytes of the message to the event, against Jackson's streaming parser, which reads every value of the same bytes and makes nothing of
 * them: what nobody who reads JSON with Jackson can undercut.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SttMessages -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SttMessages {
    private static final String[] SAID = {
        "hello", "I", "would", "like", "to", "book", "a", "table", "for", "two",
        "people", "tomorrow", "evening", "at", "half", "past", "seven", "if", "you", "can"
    };

    private final JsonFactory jackson = new JsonFactory();
    private final PulseMessages messages = new PulseMessages("smallest-pulse");
    private final byte[] message = message().getBytes(StandardCharsets.UTF_8);

    /** As the service writes it, word times and all. */
    private static String message() {
        var words = new StringBuilder();
        for (int i = 0; i < SAID.length; i++) {
            words.append(words.isEmpty() ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"word\":\"%s\",\"start\":%.2f,\"end\":%.2f,\"confidence\":0.9%d,\"speaker\":0}",
                            SAID[i],
                            12.3 + 0.31 * i,
                            12.55 + 0.31 * i,
                            i % 10));
        }
        return "{\"type\":\"transcription\",\"status\":\"success\",\"session_id\":\"sess_7f3a\",\"transcript\":\""
                + String.join(" ", SAID)
                + "\",\"is_final\":true,\"is_last\":false,\"from_finalize\":true,\"language\":\"en\",\"words\":["
                + words + "]}";
    }

    /** A measurement of a message that was not understood would be worth nothing. */
    @Setup
    public void check() {
        if (!(baton() instanceof SttEvent.Final text) || text.words().size() != SAID.length) {
            throw new AssertionError("not understood: " + baton());
        }
    }

    /** Bytes to text, as the transport does, and text to event. */
    @Benchmark
    public @Nullable SttEvent baton() {
        return messages.parse(new String(message, StandardCharsets.UTF_8));
    }

    /** Only found, not read: no text is made of the bytes, no number. */
    @Benchmark
    public int jacksonTokens() throws IOException {
        int tokens = 0;
        try (var parser = jackson.createParser(message)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public long jackson() throws IOException {
        long sum = 0;
        try (var parser = jackson.createParser(message)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                sum += value(parser, token);
            }
        }
        return sum;
    }

    private static long value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case FIELD_NAME -> parser.currentName().length();
            case VALUE_STRING -> parser.getText().length();
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> (long) parser.getDoubleValue();
            default -> 1;
        };
    }
}
