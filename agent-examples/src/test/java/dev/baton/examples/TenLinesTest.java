package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.recognizer.SphinxRecognizer;
import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.stt.LocalSttServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenLinesTest {
    @Test
    void recordedCall_isAnsweredWithWhatWasSaid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("call.wav");
        write(file, "wednesday");
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var recogniser = SphinxRecognizer.start(1, 1);
                var server = LocalSttServer.builder(recogniser).start()) {
            recogniser.ready().toCompletableFuture().get(60, TimeUnit.SECONDS);
            TenLines.answer(file, SmallestPulse.builder().url(server.pulseUri()).build());
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("You said: wednesday");
    }

    /** A word of the sample call with silence on either side. */
    private static void write(Path file, String word) throws Exception {
        byte[] clip;
        try (var recording = AudioSystem.getAudioInputStream(new BufferedInputStream(Objects.requireNonNull(
                TenLines.class.getResourceAsStream("/dev/baton/examples/sample/clips/" + word + ".wav"))))) {
            clip = recording.readAllBytes();
        }
        var format = new AudioFormat(16_000, 16, 1, true, false);
        byte[] pause = new byte[16_000];
        var samples = ByteBuffer.allocate(clip.length + 3 * pause.length)
                .put(pause)
                .put(clip)
                .put(pause)
                .put(pause)
                .array();
        try (var stream = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
