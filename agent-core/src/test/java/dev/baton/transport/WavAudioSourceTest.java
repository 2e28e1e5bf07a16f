package dev.baton.transport;

import static dev.baton.audio.AudioEncoding.ALAW;
import static dev.baton.audio.AudioEncoding.FLOAT32;
import static dev.baton.audio.AudioEncoding.LINEAR16;
import static dev.baton.audio.AudioEncoding.LINEAR32;
import static dev.baton.audio.AudioEncoding.MULAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.audio.Allocations;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavAudioSourceTest {
    @TempDir
    Path folder;

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(1, 16, LINEAR16),
                Arguments.of(1, 32, LINEAR32),
                Arguments.of(3, 32, FLOAT32),
                Arguments.of(6, 8, ALAW),
                Arguments.of(7, 8, MULAW));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void encoding_isReadFromThePlainAndTheExtensibleHeader(int tag, int bits, AudioEncoding encoding) {
        byte[] audio = random(2 * bits / 8 * 700);
        var expected = new AudioFormat(encoding, 16_000, 2, ByteOrder.LITTLE_ENDIAN);
        var plain = read(WavBytes.riff().format(tag, 2, 16_000, bits).data(audio));
        var extensible = read(WavBytes.riff().extensible(tag, 2, 16_000, bits).data(audio));
        assertThat(plain.format()).isEqualTo(expected);
        assertThat(extensible.format()).isEqualTo(expected);
        assertThat(play(plain).bytes.toByteArray()).isEqualTo(audio);
        assertThat(play(extensible).bytes.toByteArray()).isEqualTo(audio);
    }

    @Test
    void oddChunksBeforeAndAfterTheAudio_arePassedOver() {
        byte[] audio = random(640);
        var source = read(WavBytes.riff()
                .chunk("LIST", random(27))
                .format(1, 1, 8000, 16)
                .chunk("fact", random(4))
                .chunk("PEAK", random(1))
                .data(audio)
                .chunk("id3 ", random(99)));
        assertThat(play(source).bytes.toByteArray()).isEqualTo(audio);
    }

    @Test
    void bigEndianFile_saysSoInItsFormat() {
        var source = read(
                WavBytes.of("RIFX", ByteOrder.BIG_ENDIAN).format(1, 1, 8000, 16).data(random(320)));
        assertThat(source.format()).isEqualTo(new AudioFormat(LINEAR16, 8000, 1, ByteOrder.BIG_ENDIAN));
    }

    @Test
    void rf64_takesTheLengthFromItsLongSizes() {
        byte[] sizes = ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(8, 320)
                .array();
        var source = read(WavBytes.of("RF64", ByteOrder.LITTLE_ENDIAN)
                .chunk("ds64", sizes)
                .format(1, 1, 8000, 16)
                .chunk("data", -1, random(400)));
        assertThat(play(source).bytes.size()).isEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x7FFF_FFFF, 0x7FFF_F000})
    void lengthThatAPipeCouldNotKnow_meansToTheEnd(int stated) {
        var source = read(WavBytes.riff().format(1, 1, 8000, 16).chunk("data", stated, random(400)));
        assertThat(play(source).bytes.size()).isEqualTo(400);
    }

    /** As a recorder leaves it after more than its header can say. */
    @Test
    void fileOfMoreThanFourGigabytesWithoutALongSize_isReadToItsEnd() throws IOException {
        byte[] beginning = WavBytes.riff()
                .format(1, 1, 8000, 16)
                .chunk("data", -1, new byte[2])
                .bytes();
        long size = 5L << 30;
        var header = WavHeader.read("long.wav", new WavHeader.Content() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long at, ByteBuffer into) {
                into.put(beginning, (int) at, into.remaining());
            }
        });
        assertThat(header.dataBytes()).isEqualTo(size - header.dataOffset());
    }

    @Test
    void eachTick_bringsItsTwentyMilliseconds() {
        var input = play(read(WavBytes.riff().format(1, 1, 11_025, 16).data(random(2 * 1000))));
        assertThat(input.perTick).containsExactly(440, 442, 440, 442, 236);
        assertThat(input.ended).isEqualTo(1);
    }

    @Test
    void trailingSilence_followsWithoutAGapAndThenHangsUp() {
        byte[] audio = random(100);
        var source = read(WavBytes.riff().format(7, 1, 8000, 8).data(audio)).withTrailingSilence(Duration.ofMillis(60));
        assertThat(source.duration()).isEqualTo(Duration.ofNanos(72_500_000));
        var input = play(source);
        assertThat(input.perTick).containsExactly(160, 160, 160, 100);
        byte[] heard = input.bytes.toByteArray();
        assertThat(Arrays.copyOf(heard, 100)).isEqualTo(audio);
        assertThat(Arrays.copyOfRange(heard, 100, 580)).containsOnly(0xFF);
    }

    @Test
    void closedSource_saysNothingMore() {
        var source = read(WavBytes.riff().format(1, 1, 8000, 16).data(random(3200)));
        var input = new RecordingInput();
        source.start(input);
        input.tick();
        source.close();
        source.close();
        input.tick();
        assertThat(input.perTick).containsExactly(320, 0);
        assertThat(input.ended).isZero();
    }

    @Test
    void fileBeyondTheMemoryLimit_isMappedWindowByWindow() throws IOException {
        byte[] audio = random(4 * 10_000);
        var file = write("long.wav", WavBytes.riff().format(1, 2, 8000, 16).data(audio));
        var source = WavAudioSource.open(file, 1000, 4099);
        var input = play(source);
        assertThat(input.bytes.toByteArray()).isEqualTo(audio);
        assertThat(input.perTick).startsWith(640, 640, 640);
    }

    @Test
    void mappedFileCutOffDuringTheCall_failsInOrder() throws IOException {
        var file = write("long.wav", WavBytes.riff().format(1, 2, 8000, 16).data(random(400_000)));
        var source = WavAudioSource.open(file, 1000, 4096);
        var input = new RecordingInput();
        source.start(input);
        input.tick();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(44 + 4096); // the end of the first window: the second cannot be mapped
        }
        input.tickUntilEnded();
        assertThat(input.ended).isZero();
        assertThat(input.failure).isNotNull();
        assertThat(input.failure.report()).startsWith("error BT-114: " + file + " can no longer be read");
    }

    @Test
    void warmSource_allocatesNothingPerTick() {
        var source = read(WavBytes.riff().format(1, 1, 16_000, 16).data(new byte[32_000 * 60]));
        var heard = new CountingInput();
        source.start(heard);
        assertThat(Allocations.steadyState(() -> {
                    for (int i = 0; i < 100; i++) {
                        heard.tick();
                    }
                }))
                .isZero();
        assertThat(heard.bytes).isPositive();
    }

    @Test
    void missingFile_isToldWithThePlaceThatWasLookedAt() {
        var file = folder.resolve("order.wav");
        assertRefused(file, "BT-101: " + file + " does not exist", "looked for " + file, "check the name");
    }

    @Test
    void directory_isRefused() {
        assertRefused(folder, "BT-101: " + folder + " is a directory");
    }

    @Test
    void emptyFile_isRefused() throws IOException {
        assertRefused(Files.createFile(folder.resolve("a.wav")), "BT-102", "holds no audio", "the file has 0 bytes");
    }

    @Test
    void headerWithoutAudio_isRefused() throws IOException {
        assertRefused(write("a.wav", WavBytes.riff().format(1, 1, 8000, 16)), "BT-102", "a header and no audio");
        assertRefused(write("b.wav", WavBytes.riff().format(1, 1, 8000, 16).data()), "BT-102", "0 bytes long");
        assertRefused(write("c.wav", WavBytes.riff().format(1, 1, 8000, 16).data((byte) 1)), "BT-102", "1 bytes long");
    }

    @Test
    void fileThatEndsWithinItsHeader_isRefusedAtEveryLength() throws IOException {
        byte[] whole = WavBytes.riff().format(1, 1, 8000, 16).data(random(4)).bytes();
        for (int length = 4; length < 44; length++) {
            if (length != 36) {
                var file = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, length));
                assertRefused(file, "BT-111", "ends inside its header, after " + length + " bytes");
            }
        }
    }

    @Test
    void audioShorterThanItsHeaderTells_isRefusedWithBothLengths() throws IOException {
        var wav = WavBytes.riff().format(1, 1, 8000, 16).chunk("data", 48_000, random(19_200));
        assertRefused(write("cut.wav", wav), "BT-111", "cut off: it holds 1.2 s of the 3.0 s", "ffmpeg -i");
    }

    @Test
    void otherKindsOfFile_areNamedByTheirBeginning() throws IOException {
        var mp3 = Files.write(folder.resolve("song.mp3"), new byte[] {'I', 'D', '3', 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertRefused(mp3, "BT-109", "song.mp3 is not a WAV file", "\"ID3\\x03\"", "-c:a pcm_s16le", "song16.wav");
        var text = Files.writeString(folder.resolve("it's mine.wav"), "hi");
        assertRefused(text, "BT-109", "\"hi\"", "it'\\''s mine16.wav'");
        byte[] film = WavBytes.riff().format(1, 1, 8000, 16).bytes();
        film[8] = 'A';
        assertRefused(Files.write(folder.resolve("film.avi"), film), "BT-109", "RIFF of type AAVE");
        assertRefused(write("x.wav", WavBytes.riff().data(random(9))), "BT-109", "audio comes before its format");
        assertRefused(write("y.wav", WavBytes.riff().chunk("fmt ", random(14))), "BT-109", "a format of 14 bytes");
    }

    static Stream<Arguments> unreadableEncodings() {
        return Stream.of(
                Arguments.of(1, 24, "24-bit PCM"),
                Arguments.of(1, 8, "8-bit PCM"),
                Arguments.of(0, 272, "encoding 0x0000"),
                Arguments.of(3, 64, "64-bit float"),
                Arguments.of(2, 16, "ADPCM"),
                Arguments.of(0x11, 16, "ADPCM"),
                Arguments.of(0x31, 16, "GSM 06.10"),
                Arguments.of(0x55, 16, "MPEG audio (MP3)"),
                Arguments.of(0x1234, 16, "encoding 0x1234"));
    }

    @ParameterizedTest
    @MethodSource("unreadableEncodings")
    void encodingThatBatonDoesNotRead_isNamedWithTheWayOut(int tag, int bits, String named) throws IOException {
        var plain =
                write("order.wav", WavBytes.riff().format(tag, 1, 8000, bits).data(random(960)));
        assertRefused(plain, "BT-110", named, "do: ffmpeg -i " + plain + " -c:a pcm_s16le", "order16.wav");
        assertRefused(
                write(
                        "order.wav",
                        WavBytes.riff().extensible(tag, 1, 8000, bits).data(random(960))),
                "BT-110",
                named);
    }

    @Test
    void sampleSizeThatContradictsTheChannels_isRefused() throws IOException {
        byte[] wav = WavBytes.riff().format(1, 2, 8000, 16).data(random(960)).bytes();
        wav[32] = 3;
        assertRefused(
                Files.write(folder.resolve("x.wav"), wav), "BT-110", "contradicts itself: 2 channels of 16 bits in 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_535})
    void channelsThatBatonDoesNotMix_areRefused(int channels) throws IOException {
        var wav = WavBytes.riff().format(1, channels, 8000, 16).data(random(960));
        assertRefused(write("x.wav", wav), "BT-113", "has " + channels + " channels");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8001, 96_000, -1})
    void unknownRate_isRefusedWithTheRatesThatWork(int rateHz) throws IOException {
        var wav = WavBytes.riff().format(1, 1, rateHz, 16).data(random(960));
        assertRefused(write("x.wav", wav), "BT-112", "of " + Integer.toUnsignedString(rateHz) + " Hz", "44100, 48000");
    }

    @Test
    void randomBytesBehindARiffHeader_areRefusedOrPlayed() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] wav = WavBytes.riff().format(1, 1, 8000, 16).data(random(64)).bytes();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                wav[4 + random.nextInt(wav.length - 4)] = (byte) random.nextInt();
            }
            try {
                play(WavAudioSource.read("fuzz.wav", new ByteArrayInputStream(wav)));
            } catch (BatonException expected) {
                assertThat(expected.report()).contains("fuzz.wav");
            }
        }
    }

    private void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> WavAudioSource.open(file))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.report()).contains(parts));
    }

    private Path write(String name, WavBytes wav) throws IOException {
        return Files.write(folder.resolve(name), wav.bytes());
    }

    private static WavAudioSource read(WavBytes wav) {
        return WavAudioSource.read("test.wav", new ByteArrayInputStream(wav.bytes()));
    }

    private static RecordingInput play(AudioSource source) {
        var input = new RecordingInput();
        source.start(input);
        return input.tickUntilEnded();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static final class CountingInput implements AudioSource.Input {
        private long bytes;
        private Runnable tick = () -> {};

        @Override
        public void audio(ByteBuffer chunk) {
            bytes += chunk.remaining();
        }

        @Override
        public void ended() {}

        @Override
        public void failed(BatonException reason) {
            throw reason;
        }

        @Override
        public void onTick(Runnable tick) {
            this.tick = tick;
        }

        void tick() {
            tick.run();
        }
    }
}
