package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.transport.WavAudioSource;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResampleCommandTest {
    /** Neither a whole number of frames nor of groups of samples. */
    private static final int SAMPLES = 12_347;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path raw = Path.of("");

    @BeforeEach
    void record() throws Exception {
        raw = folder.resolve("in.raw");
        Files.write(raw, bytes(tone(SAMPLES, 8000)));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return Baton.run(console, arguments);
    }

    @ParameterizedTest
    @CsvSource({"16000, fast", "16000, balanced", "11025, high", "48000, balanced", "8000, high"})
    void raw_isConvertedInStepAndExactlyAsLong(int toHz, String quality) throws Exception {
        Path to = folder.resolve("out.raw");
        assertThat(run(
                        "resample",
                        raw.toString(),
                        to.toString(),
                        "--from",
                        "8000",
                        "--to",
                        "" + toHz,
                        "--quality",
                        quality))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        short[] converted = samples(Files.readAllBytes(to));
        assertThat(converted).hasSize((SAMPLES * (toHz / 25) + 319) / 320);
        short[] expected = tone(converted.length, toHz);
        for (int i = toHz / 50; i < converted.length - toHz / 50; i++) {
            assertThat((int) converted[i])
                    .as("sample %d", i)
                    .isCloseTo(
                            expected[i],
                            within(quality.equals("high") ? 4 : 80)); // a sample late would be 700 and more
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 1000})
    void chunks_makeNoDifference(int chunkMillis) throws Exception {
        Path one = folder.resolve("one.raw");
        Path other = folder.resolve("other.raw");
        run("resample", raw.toString(), one.toString(), "--from", "8000", "--to", "44100");
        run(
                "resample",
                raw.toString(),
                other.toString(),
                "--from",
                "8000",
                "--to",
                "44100",
                "--chunk-ms",
                "" + chunkMillis);
        assertThat(Files.mismatch(one, other)).isEqualTo(-1);
    }

    @Test
    void wavOfTwoChannels_becomesOneInTheEncodingWanted() throws Exception {
        Path stereo = folder.resolve("stereo.wav");
        try (var writer = WavFileWriter.create(
                stereo, new AudioFormat(AudioEncoding.FLOAT32, 48_000, 2, ByteOrder.LITTLE_ENDIAN))) {
            writer.append(new short[96_000], 0, 96_000);
        }
        Path to = folder.resolve("out.wav");
        assertThat(run("resample", stereo.toString(), to.toString(), "--to", "8000", "--encoding", "alaw"))
                .isZero();

        var converted = WavAudioSource.open(to);
        assertThat(converted.format()).isEqualTo(new AudioFormat(AudioEncoding.ALAW, 8000, 1, ByteOrder.LITTLE_ENDIAN));
        assertThat(converted.duration().toMillis()).isEqualTo(1000);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("48,000 Hz to 8,000 Hz", "48,000 samples to 8,000");
    }

    @Test
    void standardOutput_getsTheSamplesAndNothingElse() throws Exception {
        Path to = folder.resolve("out.raw");
        run("resample", raw.toString(), to.toString(), "--from", "8000", "--to", "16000");
        assertThat(run("resample", raw.toString(), "-", "--from", "8000", "--to", "16000"))
                .isZero();
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(to));
    }

    @ParameterizedTest
    @CsvSource({
        "IN OUT, BT-003, --to",
        "IN OUT --to 16000, BT-003, add --from HZ",
        "IN OUT --from 8001 --to 16000, BT-003, --from 8001 is not a sample rate",
        "IN OUT --from 8000 --to 16001, BT-003, 'use one of [8000, '",
        "IN OUT --from 8000 --to 16000 --chunk-ms 0, BT-003, within 1 to 1000",
        "IN OUT --from 8000 --to 16000 --quality best, BT-003, BALANCED",
        "IN IN --from 8000 --to 16000, BT-003, the same file",
        "nix.wav OUT --to 16000, BT-101, does not exist",
        "WAV OUT --from 16000 --to 8000, BT-003, leave out --from",
        "EMPTY OUT --from 8000 --to 16000, BT-102, holds no audio",
        "IN FOLDER --from 8000 --to 16000, BT-116, cannot be written"
    })
    void whatCannotBe_isToldWithAWayOut(String arguments, String code, String text) throws Exception {
        Path wav = folder.resolve("a.wav");
        try (var writer = WavFileWriter.create(wav, AudioFormat.linear16(8000))) {
            writer.append(new short[800], 0, 800);
        }
        Path empty = Files.createFile(folder.resolve("empty.raw"));
        String[] words = ("resample " + arguments)
                .replace("EMPTY", empty.toString())
                .replace("FOLDER", folder.toString())
                .replace("WAV", wav.toString())
                .replace("IN", raw.toString())
                .replace("OUT", folder.resolve("out.raw").toString())
                .split(" ");
        assertThat(run(words)).isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(code, text);
        assertThat(Files.size(raw)).as("the input is as it was").isEqualTo(2 * SAMPLES);
    }

    @Test
    void emptyInput_leavesWhatWasThere() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.raw"));
        Path precious = Files.writeString(folder.resolve("precious.raw"), "precious");
        assertThat(run("resample", empty.toString(), precious.toString(), "--from", "8000", "--to", "16000"))
                .isEqualTo(Baton.FAILED);
        assertThat(precious).hasContent("precious");
    }

    @Test
    void missingFolders_areMade() {
        for (String name : new String[] {"out.raw", "out.wav"}) {
            Path to = folder.resolve("a/b/" + name);
            assertThat(run("resample", raw.toString(), to.toString(), "--from", "8000", "--to", "16000"))
                    .isZero();
            assertThat(to).isNotEmptyFile();
        }
    }

    /** Linux has a device that is always full. */
    @ParameterizedTest
    @ValueSource(strings = {"raw", "wav"})
    void fullDisk_isToldAsWhatCannotBeWritten(String input) throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Path long10s = folder.resolve("long." + input);
        if (input.equals("wav")) {
            try (var writer = WavFileWriter.create(long10s, AudioFormat.linear16(8000))) {
                writer.append(new short[80_000], 0, 80_000);
            }
        } else {
            Files.write(long10s, new byte[160_000]);
        }
        assertThat(run("resample", long10s.toString(), "/dev/full", "--from", "8000", "--to", "16000"))
                .isEqualTo(Baton.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("BT-116", "/dev/full cannot be written")
                .doesNotContain("samples to");
    }

    @Test
    void standardOutputThatNobodyReads_fails() {
        var broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        var console = new Console(
                new PrintStream(broken, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(Baton.run(console, "resample", raw.toString(), "-", "--from", "8000", "--to", "16000"))
                .isEqualTo(Baton.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("BT-116", "standard output cannot be written");
    }

    @Test
    void halfASampleAtTheEnd_isToldAndLeftOut() throws Exception {
        Path odd = Files.write(folder.resolve("odd.raw"), new byte[3201]);
        assertThat(run(
                        "resample",
                        odd.toString(),
                        folder.resolve("o.raw").toString(),
                        "--from",
                        "8000",
                        "--to",
                        "16000"))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("in the middle of a sample", "1,600 samples to 3,200");
    }

    private static short[] tone(int count, int rateHz) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) Math.round(12_000 * Math.sin(2 * Math.PI * 440 * i / rateHz));
        }
        return samples;
    }

    private static byte[] bytes(short[] samples) {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    private static short[] samples(byte[] bytes) {
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
