package dev.baton.examples.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Writes a composed call as files: one WAV per turn and noise, and the truth. For listening, for other tools, and to renew the committed truth.
 */
public final class CallFiles {
    private CallFiles() {}

    /** Arguments: seed (0 is the sample) and a directory, which is made if it is missing. */
    public static void main(String[] arguments) throws IOException {
        write(CallComposer.create().compose(Long.parseLong(arguments[0])), Path.of(arguments[1]));
    }

    static void write(ComposedCall call, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("appointment.truth.json"), call.truth().toJson());
        for (int i = 0; i < call.turnSounds().size(); i++) {
            String id = call.truth().turns().get(i).id();
            writeWav(call.turnSounds().get(i), directory.resolve("turn-%d-%s.wav".formatted(i + 1, id)));
        }
        for (int i = 0; i < call.noiseSounds().size(); i++) {
            String kind = call.truth().noises().get(i).kind();
            writeWav(call.noiseSounds().get(i), directory.resolve("noise-%d-%s.wav".formatted(i + 1, kind)));
        }
    }

    private static void writeWav(Sound sound, Path file) throws IOException {
        var bytes = ByteBuffer.allocate(sound.length() * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < sound.length(); i++) {
            bytes.putShort(sound.at(i));
        }
        var format = new AudioFormat(Sound.SAMPLE_RATE_HZ, 16, 1, true, false);
        try (var stream = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, sound.length())) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
