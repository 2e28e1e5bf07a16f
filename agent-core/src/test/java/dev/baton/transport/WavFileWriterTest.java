package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.SampleEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WavFileWriterTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> formats() {
        return formats(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    /** javax.sound knows no RIFX. */
    static Stream<Arguments> littleEndianFormats() {
        return formats(ByteOrder.LITTLE_ENDIAN);
    }

    private static Stream<Arguments> formats(ByteOrder... orders) {
        return Stream.of(AudioEncoding.values())
                .flatMap(encoding -> Stream.of(orders)
                        .flatMap(order -> Stream.of(1, 2, 3)
                                .map(channels -> Arguments.of(new AudioFormat(encoding, 8000, channels, order)))));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatWasWritten_isReadAgain(AudioFormat format) throws Exception {
        short[] samples = ramp(30_001 * format.channels());
        Path file = write(format, samples);

        var source = WavAudioSource.open(file);
        assertThat(source.format()).isEqualTo(format);
        var read = ByteBuffer.allocate(samples.length * format.encoding().bytesPerSample());
        source.readAll(read::put);

        var expected = ByteBuffer.allocate(read.capacity()).order(format.byteOrder());
        SampleEncoder.encode(format.encoding(), samples, 0, samples.length, expected);
        assertThat(read.array()).isEqualTo(expected.array());
    }

    @ParameterizedTest
    @MethodSource("littleEndianFormats")
    void anotherReader_understandsTheHeader(AudioFormat format) throws Exception {
        var seen = AudioSystem.getAudioFileFormat(
                write(format, ramp(99 * format.channels())).toFile());

        assertThat(seen.getFrameLength()).isEqualTo(99);
        assertThat(seen.getFormat().getSampleRate()).isEqualTo(8000f);
        assertThat(seen.getFormat().getChannels()).isEqualTo(format.channels());
        assertThat(seen.getFormat().getEncoding().toString())
                .isEqualTo(
                        switch (format.encoding()) {
                            case LINEAR16, LINEAR32 -> "PCM_SIGNED";
                            case FLOAT32 -> "PCM_FLOAT";
                            case MULAW -> "ULAW";
                            case ALAW -> "ALAW";
                        });
    }

    @Test
    void oddNumberOfBytes_isMadeEven() throws Exception {
        var format = new AudioFormat(AudioEncoding.MULAW, 8000, 1, ByteOrder.LITTLE_ENDIAN);
        byte[] bytes = Files.readAllBytes(write(format, ramp(161)));
        var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes).hasSize(58 + 161 + 1);
        assertThat(header.getInt(4)).isEqualTo(bytes.length - 8);
        assertThat(header.getInt(46)).as("samples in chunk \"fact\"").isEqualTo(161);
        assertThat(header.getInt(54)).as("bytes of audio").isEqualTo(161);
    }

    @Test
    void beforeItIsClosed_theFileIsPlayableUpToTheLastSeconds() throws Exception {
        Path file = folder.resolve("under way.wav");
        try (var writer = WavFileWriter.create(file, AudioFormat.linear16(8000))) {
            writer.append(ramp(8000 * 10), 0, 8000 * 10);
            assertThat(WavAudioSource.open(file).duration().toMillis()).isBetween(8_500L, 10_000L);
        }
    }

    @Test
    void fileForItsOwner_isNobodyElses() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = Files.createFile(folder.resolve("was there.wav"));
        WavFileWriter.createForOwner(file, AudioFormat.linear16(8000)).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void closedTwice_staysAsItIs() throws Exception {
        var writer = WavFileWriter.create(folder.resolve("twice.wav"), AudioFormat.linear16(8000));
        writer.append(ramp(10), 0, 10);
        writer.close();
        writer.close();
        assertThat(folder.resolve("twice.wav")).hasSize(44 + 20);
    }

    private Path write(AudioFormat format, short[] samples) throws IOException {
        Path file = folder.resolve("a.wav");
        try (var writer = WavFileWriter.create(file, format)) {
            for (int at = 0; at < samples.length; at += 997) {
                writer.append(samples, at, Math.min(997, samples.length - at));
            }
        }
        return file;
    }

    private static short[] ramp(int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) (i * 97);
        }
        return samples;
    }
}
