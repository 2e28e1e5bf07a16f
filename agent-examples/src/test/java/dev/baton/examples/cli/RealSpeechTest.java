package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.SttProtocol;
import dev.baton.transport.WavAudioSource;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded speech against the emulator of each service, with the embedded recogniser behind it, by the commands that people type, in real time. As many at once as there are engines, since all callers
 * speak at the same moments and none shall wait for another's words.
 */
@Timeout(120)
class RealSpeechTest {
    private static final String FIRST = "wednesday";
    private static final String SECOND = "thank you";

    @TempDir
    static Path folder;

    private static final int ENGINES = 2;

    /** A command that has one has an engine to itself. */
    private static final Semaphore FREE = new Semaphore(ENGINES, true);

    private static EmbeddedServer server;
    private static Path file;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void recordCaller() throws IOException {
        server = EmbeddedServer.start(
                ENGINES,
                settings -> EmbeddedServer.translating()
                        .apply(EmbeddedServer.listening(0, null).apply(settings)));
        file = folder.resolve("caller.wav");
        try (var writer = WavFileWriter.create(file, AudioFormat.linear16(16_000))) {
            pause(writer, Duration.ofMillis(500));
            say(writer, "wednesday");
            pause(writer, Duration.ofMillis(2_500)); // the echo is heard out
            say(writer, "thank-you");
        }
    }

    private static void pause(WavFileWriter writer, Duration length) throws IOException {
        int samples = (int) length.toMillis() * 16;
        writer.append(new short[samples], 0, samples);
    }

    private static void say(WavFileWriter writer, String clip) throws IOException {
        String name = "/dev/baton/examples/sample/clips/" + clip + ".wav";
        try (var resource = RealSpeechTest.class.getResourceAsStream(name)) {
            WavAudioSource.read(name, resource).readAll(bytes -> {
                var samples = new short[bytes.remaining() / Short.BYTES];
                bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
                append(writer, samples);
            });
        }
    }

    private static void append(WavFileWriter writer, short[] samples) {
        try {
            writer.append(samples, 0, samples.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private List<String> listen(String command, SttProtocol service, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(command, "--stt", service.label()));
        arguments.addAll(List.of(more));
        return run(arguments, "--stt-url", service);
    }

    private List<String> run(List<String> command, String option, SttProtocol service) throws Exception {
        FREE.acquire();
        try {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of(option, server.uri(service).toString()));
            return run(arguments);
        } finally {
            FREE.release();
        }
    }

    private List<String> run(List<String> command) {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--json", file.toString()));
        if (command.contains("translate")) {
            arguments.add(folder.resolve("german.wav").toString());
        }
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        int status = Baton.run(console, arguments.toArray(String[]::new));
        assertThat(status).as(() -> err + "\n" + out).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> texts(List<String> lines, String type) throws IOException {
        var texts = new ArrayList<String>();
        for (var line : lines) {
            var json = new ObjectMapper().readTree(line);
            if (json.path("type").asText().equals(type)) {
                texts.add(json.path("text").asText());
            }
        }
        return texts;
    }

    static Set<SttProtocol> services() {
        return SttProtocol.speechToText();
    }

    @ParameterizedTest
    @MethodSource("services")
    @Execution(ExecutionMode.CONCURRENT)
    void call_commitsEachTurnOnce(SttProtocol service) throws Exception {
        var lines = listen("call", service, "--handler", "echo");

        assertThat(texts(lines, "turn_committed")).containsExactly(FIRST, SECOND);
        assertThat(texts(lines, "user_speech_dropped")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void transcribe_printsEveryWord(SttProtocol service) throws Exception {
        assertThat(String.join(" ", texts(listen("transcribe", service, "--fast"), "final")))
                .isEqualTo(FIRST + " " + SECOND);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void translate_saysItInAnotherLanguage() throws Exception {
        var spoken = folder.resolve("german.wav");
        var lines = run(List.of("translate", "--to", "de-de", "--rate", "8000"), "--url", SttProtocol.CAMB_REALTIME);

        assertThat(texts(lines, "source_text")).containsExactly(FIRST, SECOND);
        assertThat(texts(lines, "text")).containsExactly("mittwoch", "danke");
        try (var speech = WavAudioSource.open(spoken)) {
            assertThat(speech.format()).isEqualTo(AudioFormat.linear16(8_000));
            assertThat(speech.duration()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
        }
    }
}
