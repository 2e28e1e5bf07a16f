package dev.baton.examples.sample;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** The recorded clips by name, as {@code extract-recordings.sh} wrote them. */
final class Recordings {
    private final Map<String, Clip> clips;

    private Recordings(Map<String, Clip> clips) {
        this.clips = Map.copyOf(clips);
    }

    static Recordings load() {
        var clips = new HashMap<String, Clip>();
        try (var index = new BufferedReader(new InputStreamReader(resource("clips.tsv"), StandardCharsets.UTF_8))) {
            for (String line = index.readLine(); line != null; line = index.readLine()) {
                String[] nameAndWords = line.split("\t", -1);
                clips.put(nameAndWords[0], Clip.of(sound("clips/" + nameAndWords[0] + ".wav"), nameAndWords[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Recordings(clips);
    }

    Clip clip(String name) {
        Clip clip = clips.get(name);
        if (clip == null) {
            throw new IllegalArgumentException("name must be one of " + clips.keySet() + ", name=" + name);
        }
        return clip;
    }

    Map<String, Clip> all() {
        return clips;
    }

    static InputStream resource(String name) throws IOException {
        InputStream stream = Recordings.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name + " beside " + Recordings.class.getName());
        }
        return stream;
    }

    private static Sound sound(String name) throws IOException {
        try (var stream = AudioSystem.getAudioInputStream(new BufferedInputStream(resource(name)))) {
            var samples = ByteBuffer.wrap(stream.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            var mixed = new float[samples.remaining()];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = samples.get(i);
            }
            return Sound.of(mixed);
        } catch (UnsupportedAudioFileException e) {
            throw new IOException(name + " is not a WAV file", e);
        }
    }
}
