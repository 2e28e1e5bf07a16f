package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.SmallestPulse;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
        write(
                SyntheticCaller.builder(16_000)
                        .silence(Duration.ofMillis(300))
                        .turn("half past nine")
                        .silence(Duration.ofMillis(900))
                        .build(),
                file);
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var server = LocalSttServer.builder(new ScriptedRecognizer()).start()) {
            TenLines.answer(file, SmallestPulse.builder().url(server.pulseUri()).build());
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("You said: half past nine");
    }

    private static void write(SyntheticCaller caller, Path file) throws Exception {
        var samples = new byte[caller.bytes().remaining()];
        caller.bytes().get(samples);
        var format = new AudioFormat(16_000, 16, 1, true, false);
        try (var stream = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
