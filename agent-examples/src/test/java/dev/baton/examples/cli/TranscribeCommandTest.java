package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.SampleEncoder;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.ApiKeys;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of every kind against a local server over real sockets, as fast as it takes them. */
@Timeout(60)
class TranscribeCommandTest {
    private static final String SAID = "on wednesday please at half past nine";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LocalSttServer server =
            LocalSttServer.builder(new ScriptedRecognizer()).start();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private int transcribe(LocalSttServer server, String... arguments) {
        var all = new String[arguments.length + 5];
        all[0] = "transcribe";
        all[1] = "--stt";
        all[2] = "smallest-pulse";
        all[3] = "--stt-url";
        all[4] = server.pulseUri().toString();
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return Baton.run(console, all);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Ten seconds, so that an end in real time would show in the test's time. */
    private static short[] speech() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(300))
                .turn("on wednesday please")
                .silence(Duration.ofSeconds(6))
                .turn("at half past nine")
                .silence(Duration.ofMillis(300))
                .build()
                .samples();
    }

    private Path samples(AudioEncoding encoding) throws IOException {
        short[] speech = speech();
        var bytes =
                ByteBuffer.allocate(speech.length * encoding.bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
        SampleEncoder.encode(encoding, speech, 0, speech.length, bytes);
        return Files.write(folder.resolve("speech.raw"), bytes.array());
    }

    private Path wav() throws IOException {
        Path file = folder.resolve("speech.wav");
        short[] speech = speech();
        try (var writer = WavFileWriter.create(file, AudioFormat.linear16(16_000))) {
            writer.append(speech, 0, speech.length);
        }
        return file;
    }

    @Test
    void wavFile_isTranscribedFast() throws Exception {
        assertThat(transcribe(server, wav().toString(), "--fast"))
                .as(complaint())
                .isZero();

        assertThat(printed().lines().toList()).endsWith(SAID);
        assertThat(server.stats().closeStreams()).isEqualTo(1);
        assertThat(server.stats().finalizes()).isZero();
    }

    @Test
    void samplesWithoutHeader_areReadAsTold() throws Exception {
        for (var encoding : AudioEncoding.values()) {
            out.reset();
            assertThat(transcribe(
                            server,
                            samples(encoding).toString(),
                            "--fast",
                            "--raw",
                            "--encoding",
                            encoding.name().toLowerCase(java.util.Locale.ROOT)))
                    .as(complaint())
                    .isZero();
            assertThat(printed().lines().toList()).as(encoding.name()).endsWith(SAID);
        }
    }

    @Test
    void fileWithoutHeader_isRefusedUntilToldThatItIsSamples() throws Exception {
        assertThat(transcribe(server, samples(AudioEncoding.LINEAR16).toString(), "--fast"))
                .isEqualTo(1);
        assertThat(complaint()).startsWith("error BT-109").contains("is not a WAV file", "add --raw");
    }

    @Test
    void jsonLines_haveFinalsAndNothingElse() throws Exception {
        assertThat(transcribe(server, wav().toString(), "--fast", "--json"))
                .as(complaint())
                .isZero();
        assertThat(printed().lines())
                .allMatch(line -> line.startsWith("{\"t_ms\":"))
                .anyMatch(line -> line.contains("\"type\":\"final\",\"text\":\"on wednesday please\""));
    }

    @Test
    void refusal_isToldWithStatus1() throws Exception {
        try (var strict = LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(ApiKeys.exactly("another-key"))
                .start()) {
            assertThat(transcribe(strict, wav().toString(), "--fast")).isEqualTo(1);
        }
        assertThat(complaint()).contains("error BT-201").contains("refused the key");
    }

    @Test
    void devices_areListed() {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(Baton.run(console, "devices")).isZero();
        assertThat(printed()).contains("microphone", "speaker");
    }
}
