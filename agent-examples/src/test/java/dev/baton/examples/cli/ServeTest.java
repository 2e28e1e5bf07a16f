package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.examples.voice.FreeTtsVoice;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as people run it, in a process of its own, called by the command that plays carriers. */
@Timeout(120)
class ServeTest {
    private static final Pattern ADDRESS = Pattern.compile(" +answers +(\\S+) +(ws|tcp)(://\\S+).*");

    @TempDir
    private static Path directory;

    private static final Map<String, String> ADDRESSES = new ConcurrentHashMap<>();
    private static final List<String> LINES = new CopyOnWriteArrayList<>();
    private static Process server;
    private static Path speech;

    @BeforeAll
    static void start() throws Exception {
        speech = directory.resolve("caller.wav");
        writeSpeech("hello, on wednesday please", speech);
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Baton.class.getName(),
                        "serve",
                        "--http-port",
                        "0",
                        "--audiosocket-port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var reader = new Thread(() -> read(server.inputReader()), "serve-output");
        reader.setDaemon(true);
        reader.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> LINES.stream().anyMatch(line -> line.contains("Ctrl-C")));
    }

    private static void read(BufferedReader output) {
        output.lines().forEach(line -> {
            LINES.add(line);
            var address = ADDRESS.matcher(line);
            if (address.matches()) {
                ADDRESSES.put(address.group(1), address.group(2) + address.group(3));
            }
        });
    }

    @AfterAll
    static void stop() {
        server.destroyForcibly();
    }

    @Test
    void oneCallOfEachTransportAtOnce_withGarbageBesideThem_allFinishCleanAndSigtermDrains() throws Exception {
        assertThat(ADDRESSES)
                .containsOnlyKeys(
                        "twilio", "telnyx", "plivo", "vonage", "exotel", "pcm", "asterisk-websocket", "audiosocket");
        assertThat(LINES).anyMatch(line -> line.contains("needs wide band"));
        // What the first call loads and compiles would hold all of them up.
        assertThat(dial("twilio", "--linger", "500").join()).contains("protocol: kept");

        var calls = ADDRESSES.keySet().stream()
                .map(transport -> dial(transport, "--linger", "1500"))
                .toList();
        sendGarbage();
        for (var call : calls) {
            assertThat(call.join())
                    .contains("protocol: kept")
                    .contains("The caller hung up")
                    .doesNotContain("FAILED");
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(LINES.stream().filter(line -> line.contains("ended reason=HANGUP")))
                        .hasSize(9));
        assertThat(LINES)
                .anyMatch(line -> line.contains("transport=twilio malformed"))
                .anyMatch(line -> line.contains("transport=audiosocket missing_start"));

        server.toHandle().destroy(); // SIGTERM; the process itself would close its output with it
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(LINES).anyMatch(line -> line.contains("all calls have ended")));
    }

    /** Calls wait, and the common pool is also the HTTP client's, which could not connect then. */
    private static void onItsOwnThread(Runnable call) {
        var thread = new Thread(call, "dial");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return what the command printed */
    private static CompletableFuture<String> dial(String transport, String... more) {
        var address = ADDRESSES.get(transport);
        return CompletableFuture.supplyAsync(
                () -> {
                    var out = new ByteArrayOutputStream();
                    var console = new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            Map.of());
                    var arguments = new ArrayList<>(List.of("dial", address, speech.toString(), "--as", transport));
                    arguments.addAll(List.of(more));
                    int status = Baton.run(console, arguments.toArray(String[]::new));
                    String printed = out.toString(StandardCharsets.UTF_8);
                    return status == Baton.DONE ? printed : "FAILED with " + status + "\n" + printed;
                },
                ServeTest::onItsOwnThread);
    }

    private static void sendGarbage() throws Exception {
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(ADDRESSES.get("twilio")), new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);
        socket.sendText("{\"event\":", true).get(10, TimeUnit.SECONDS);
        var asterisk = URI.create(ADDRESSES.get("audiosocket"));
        try (var tcp = new Socket(asterisk.getHost(), asterisk.getPort())) {
            tcp.getOutputStream().write(new byte[] {0x10, 0, 2, 1, 1}); // audio, and no id before it
            assertThat(tcp.getInputStream().readAllBytes()).isEmpty();
        }
    }

    private static void writeSpeech(String text, Path file) throws Exception {
        try (var voice = FreeTtsVoice.load()) {
            var done = new CompletableFuture<Void>();
            var bytes = new ByteArrayOutputStream();
            voice.synthesize(text, new TextToSpeech.SynthesisListener() {
                @Override
                public void onAudio(short[] samples, int offset, int length) {
                    var piece = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
                    piece.asShortBuffer().put(samples, offset, length);
                    bytes.writeBytes(piece.array());
                }

                @Override
                public void onCompleted() {
                    done.complete(null);
                }

                @Override
                public void onFailed(SynthesisException reason) {
                    done.completeExceptionally(reason);
                }
            });
            done.get(20, TimeUnit.SECONDS);
            write(bytes.toByteArray(), voice.sampleRateHz(), file);
        }
    }

    private static void write(byte[] samples, int rateHz, Path file) throws IOException {
        var format = new AudioFormat(rateHz, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }
}
