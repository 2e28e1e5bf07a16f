package dev.baton.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class G711Test {
    @ParameterizedTest
    @CsvSource({"0xFF, 0", "0x7F, 0", "0x80, 32124", "0x00, -32124", "0xF0, 120", "0x55, -716"})
    void mulawCode_decodesToItsLevel(int code, int sample) {
        assertThat(G711.decodeMulaw((byte) code)).isEqualTo((short) sample);
    }

    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256", "0x80, 5504"})
    void alawCode_decodesToItsLevel(int code, int sample) {
        assertThat(G711.decodeAlaw((byte) code)).isEqualTo((short) sample);
    }

    @Test
    void decodedCode_encodesToItself() {
        for (int code = 0; code < 256; code++) {
            // Minus zero of mu-law is the one code that no sample gives.
            int expected = code == 0x7F ? 0xFF : code;
            assertThat(G711.encodeMulaw(G711.decodeMulaw((byte) code)) & 0xFF).isEqualTo(expected);
            assertThat(G711.encodeAlaw(G711.decodeAlaw((byte) code)) & 0xFF).isEqualTo(code);
        }
    }

    // Both laws decide in the middle between two levels of a segment, and otherwise where two segments meet.
    @Test
    void everySample_encodesToTheMulawLevelOfItsStep() {
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            int level = G711.decodeMulaw(G711.encodeMulaw((short) sample));
            int halfStep = 4;
            while (level + 132 >= 64 * halfStep) {
                halfStep *= 2;
            }
            assertThat(Math.min(sample, 32_635))
                    .as("mu-law level %d", level)
                    .isBetween(level - halfStep, level + halfStep - 1);
            assertThat((int) G711.decodeMulaw(G711.encodeMulaw((short) -sample)))
                    .isEqualTo(-level);
        }
        assertThat(G711.encodeMulaw(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    }

    @Test
    void everySample_encodesToTheAlawLevelOfItsStep() {
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            int level = G711.decodeAlaw(G711.encodeAlaw((short) sample));
            int halfStep = 8;
            while (level >= 64 * halfStep) {
                halfStep *= 2;
            }
            assertThat(sample).as("A-law level %d", level).isBetween(level - halfStep, level + halfStep - 1);
            assertThat((int) G711.decodeAlaw(G711.encodeAlaw((short) ~sample))).isEqualTo(-level);
        }
    }

    @Test
    void silenceBytes_decodeToTheLeastLevel() {
        assertThat(G711.decodeMulaw(G711.MULAW_SILENCE)).isZero();
        assertThat(G711.decodeAlaw(G711.ALAW_SILENCE)).isEqualTo((short) 8);
    }

    @Test
    void arrays_areCodedAsTheirSamplesAre() {
        short[] samples = everySample();
        var mulaw = new byte[samples.length + 3];
        var alaw = new byte[samples.length + 3];
        G711.encodeMulaw(samples, 0, mulaw, 3, samples.length);
        G711.encodeAlaw(samples, 0, alaw, 3, samples.length);
        for (int i = 0; i < samples.length; i++) {
            assertThat(mulaw[i + 3]).isEqualTo(G711.encodeMulaw(samples[i]));
            assertThat(alaw[i + 3]).isEqualTo(G711.encodeAlaw(samples[i]));
        }
        var fromMulaw = new short[samples.length + 2];
        var fromAlaw = new short[samples.length + 2];
        G711.decodeMulaw(mulaw, 3, fromMulaw, 2, samples.length);
        G711.decodeAlaw(alaw, 3, fromAlaw, 2, samples.length);
        for (int i = 0; i < samples.length; i++) {
            assertThat(fromMulaw[i + 2]).isEqualTo(G711.decodeMulaw(mulaw[i + 3]));
            assertThat(fromAlaw[i + 2]).isEqualTo(G711.decodeAlaw(alaw[i + 3]));
        }
    }

    @Test
    void rangesThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> G711.encodeMulaw(new short[160], 1, new byte[160], 0, 160))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> G711.decodeAlaw(new byte[160], 0, new short[160], 1, 160))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Another implementation of the standard, where one is installed: sox. */
    @ParameterizedTest
    @ValueSource(strings = {"u-law", "a-law"})
    void everyCode_decodesAsSoxDoes(String law) throws Exception {
        var codes = new byte[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
        }
        byte[] theirs = pipe(
                codes,
                "sox",
                "-t",
                "raw",
                "-r",
                "8000",
                "-c",
                "1",
                "-e",
                law,
                "-b",
                "8",
                "-",
                "-t",
                "raw",
                "-e",
                "signed-integer",
                "-b",
                "16",
                "-L",
                "-");
        var ours = new short[256];
        if (law.equals("u-law")) {
            G711.decodeMulaw(codes, 0, ours, 0, 256);
        } else {
            G711.decodeAlaw(codes, 0, ours, 0, 256);
        }
        var shorts = ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        for (int code = 0; code < 256; code++) {
            assertThat(ours[code]).as("code 0x%02X", code).isEqualTo(shorts.get(code));
        }
    }

    /**
     * The same for FFmpeg, over all samples there are. What is decoded is the same to the bit. Encoders differ where a sample lies between two levels (FFmpeg takes the nearest, the standard has decision
     * values, and neither sox nor Python's audioop agrees with either everywhere), so that there one of the two levels around it is asked for.
     */
    @ParameterizedTest
    @ValueSource(strings = {"mulaw", "alaw"})
    void everySample_encodesAndDecodesAsFfmpegDoes(String law) throws Exception {
        short[] samples = everySample();
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        String[] raw = {"-loglevel", "error", "-ar", "8000", "-ac", "1"};
        byte[] codes = pipe(bytes.array(), with(raw, "s16le", law));
        byte[] back = pipe(codes, with(raw, law, "s16le"));

        var ours = new byte[samples.length];
        var decoded = new short[samples.length];
        if (law.equals("mulaw")) {
            G711.encodeMulaw(samples, 0, ours, 0, samples.length);
            G711.decodeMulaw(codes, 0, decoded, 0, samples.length);
        } else {
            G711.encodeAlaw(samples, 0, ours, 0, samples.length);
            G711.decodeAlaw(codes, 0, decoded, 0, samples.length);
        }
        var shorts = ByteBuffer.wrap(back).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var levels = new TreeSet<Short>();
        for (int i = 0; i < samples.length; i++) {
            levels.add(shorts.get(i));
        }
        int others = 0;
        for (int i = 0; i < samples.length; i++) {
            short sample = samples[i];
            assertThat(decoded[i]).as("code of %d", sample).isEqualTo(shorts.get(i));
            short level = law.equals("mulaw") ? G711.decodeMulaw(ours[i]) : G711.decodeAlaw(ours[i]);
            assertThat(level).as("level of %d", sample).isIn(levels.floor(sample), levels.ceiling(sample));
            others += ours[i] == codes[i] ? 0 : 1;
        }
        assertThat(others).as("samples between two levels").isLessThan(1000);
    }

    private static String[] with(String[] raw, String from, String to) {
        var command = new ArrayList<>(List.of("ffmpeg", "-f", from));
        command.addAll(List.of(raw));
        command.addAll(List.of("-i", "pipe:0", "-f", to, "pipe:1"));
        return command.toArray(String[]::new);
    }

    private static byte[] pipe(byte[] input, String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeThat(e).as("%s is not installed", command[0]).isNull();
            throw e;
        }
        var writer = new Thread(() -> {
            try (var to = process.getOutputStream()) {
                to.write(input);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        byte[] output = process.getInputStream().readAllBytes();
        writer.join();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static short[] everySample() {
        var samples = new short[1 << 16];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) i;
        }
        return samples;
    }
}
