package dev.baton.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcmFramerTest {
    private static final Duration FRAME = Duration.ofMillis(20);

    private final List<short[]> frames = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();

    private PcmFramer framer(AudioFormat format) {
        return new PcmFramer(format, FRAME, this::keep);
    }

    private void keep(short[] samples, int offset, int length, long position) {
        frames.add(Arrays.copyOfRange(samples, offset, offset + length));
        positions.add(position);
    }

    static Stream<Arguments> formats() {
        return Stream.of(AudioEncoding.values())
                .flatMap(encoding -> Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                        .flatMap(order -> Stream.of(1, 2, 3, 8)
                                .map(channels -> Arguments.of(new AudioFormat(encoding, 8000, channels, order)))));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void randomChunks_giveTheSameFramesAsOneChunk(AudioFormat format) {
        short[] speech = randomSamples(5 * 160);
        byte[] bytes = encode(format, speech);
        framer(format).push(ByteBuffer.wrap(bytes));
        List<short[]> whole = List.copyOf(frames);
        assertThat(whole).hasSize(5);
        assertThat(joined(whole)).isEqualTo(decoded(format.encoding(), speech));

        var random = new Random(7);
        for (int round = 0; round < 8; round++) {
            frames.clear();
            positions.clear();
            var framer = framer(format);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(random.nextInt(round < 2 ? 5 : 900), bytes.length - at);
                framer.push(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
            assertThat(joined(frames)).isEqualTo(joined(whole));
            assertThat(positions).containsExactly(0L, 160L, 320L, 480L, 640L);
        }
    }

    @Test
    void directAndReadOnlyBuffers_areReadAndKeepTheirOrder() {
        var format = AudioFormat.linear16(8000);
        byte[] bytes = encode(format, randomSamples(160));
        var direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        var readOnly = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        var framer = framer(format);
        framer.push(direct);
        framer.push(readOnly);
        assertThat(frames.get(0)).isEqualTo(frames.get(1));
        assertThat(direct.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(readOnly.hasRemaining()).isFalse();
    }

    @Test
    void twoChannels_becomeTheirMean() {
        var format = new AudioFormat(AudioEncoding.LINEAR16, 8000, 2, ByteOrder.LITTLE_ENDIAN);
        push(format, shorts(1000, 3000, -7, -8, 32_767, 32_767, -32_768, -32_768, 32_767, -32_768));
        assertThat(Arrays.copyOf(frames.get(0), 5)).containsExactly(2000, -7, 32_767, -32_768, 0);
    }

    @Test
    void floatsBeyondFullScale_saturateAfterMixing() {
        var format = new AudioFormat(AudioEncoding.FLOAT32, 8000, 2, ByteOrder.LITTLE_ENDIAN);
        push(format, floats(1.5f, -0.5f, 1.5f, 1.5f, -9f, -9f, Float.NaN, 0.5f, Float.POSITIVE_INFINITY, 0f));
        assertThat(Arrays.copyOf(frames.get(0), 5)).containsExactly(16_384, 32_767, -32_768, 0, 32_767);
    }

    @Test
    void floatMono_saturatesAndRounds() {
        var format = new AudioFormat(AudioEncoding.FLOAT32, 8000, 1, ByteOrder.LITTLE_ENDIAN);
        push(format, floats(1f, -1f, 2f, Float.NEGATIVE_INFINITY, Float.NaN, 0.6f / 32_768, -0.6f / 32_768));
        assertThat(Arrays.copyOf(frames.get(0), 7)).containsExactly(32_767, -32_768, 32_767, -32_768, 0, 1, -1);
    }

    @Test
    void linear32_roundsToTheNearestSampleAndSaturates() {
        var format = new AudioFormat(AudioEncoding.LINEAR32, 8000, 1, ByteOrder.LITTLE_ENDIAN);
        var bytes = ByteBuffer.allocate(640).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x7FFF_FFFF).putInt(0x8000_0000).putInt(0x0000_8000).putInt(0x0000_7FFF);
        bytes.putInt(0xFFFF_7FFF);
        framer(format).push(bytes.rewind());
        assertThat(Arrays.copyOf(frames.get(0), 5)).containsExactly(32_767, -32_768, 1, 0, -1);
    }

    @Test
    void frameOfAFractionOfASample_alternatesWithoutDrift() {
        var format = AudioFormat.linear16(11_025);
        framer(format).push(ByteBuffer.allocate(11_025 * 2));
        assertThat(frames).hasSize(50);
        assertThat(frames.get(0)).hasSize(220);
        assertThat(frames.get(1)).hasSize(221);
        assertThat(positions.subList(0, 3)).containsExactly(0L, 220L, 441L);
        assertThat(positions.get(49)).isEqualTo(10_804L);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30})
    void frameDuration_givesThatManySamples(int millis) {
        new PcmFramer(AudioFormat.linear16(16_000), Duration.ofMillis(millis), this::keep)
                .push(ByteBuffer.allocate(32_000));
        assertThat(frames)
                .hasSize(1000 / millis)
                .allSatisfy(frame -> assertThat(frame).hasSize(16 * millis));
    }

    @Test
    void flushOfAPartialFrame_padsWithSilenceAndTellsHowMuchIsReal() {
        var format = AudioFormat.linear16(8000);
        var framer = framer(format);
        short[] loud = new short[200];
        Arrays.fill(loud, (short) 99);
        framer.push(ByteBuffer.wrap(encode(format, loud)));
        framer.push(ByteBuffer.wrap(new byte[] {1})); // half a sample, which nobody completes
        assertThat(framer.flush()).isEqualTo(40);
        assertThat(frames.get(1)).hasSize(160);
        assertThat(frames.get(1)[39]).isEqualTo((short) 99);
        assertThat(Arrays.copyOfRange(frames.get(1), 40, 160)).containsOnly(0);

        framer.push(ByteBuffer.wrap(encode(format, loud)));
        assertThat(positions).containsExactly(0L, 160L, 320L);
        assertThat(frames.get(2)).containsOnly(99);
    }

    @Test
    void flushWithNothingBuffered_deliversNothing() {
        var framer = framer(AudioFormat.linear16(8000));
        assertThat(framer.flush()).isZero();
        framer.push(ByteBuffer.allocate(320));
        assertThat(framer.flush()).isZero();
        assertThat(frames).hasSize(1);
    }

    @Test
    void reset_beginsAgainAtZero() {
        var framer = framer(AudioFormat.linear16(8000));
        framer.push(ByteBuffer.allocate(333));
        framer.reset();
        framer.push(ByteBuffer.allocate(320));
        assertThat(positions).containsExactly(0L, 0L);
    }

    @Test
    void slicesAndOddPiecesOutsideTheHeap_areReadFromWhereTheyBegin() {
        var format = AudioFormat.linear16(8000);
        short[] speech = randomSamples(320);
        byte[] bytes = encode(format, speech);
        var padded = ByteBuffer.allocate(bytes.length + 7).put(new byte[7]).put(bytes);
        framer(format).push(padded.position(7).slice());
        var direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        var framer = framer(format);
        for (int at = 0; at < bytes.length; at += 77) {
            framer.push(direct.limit(Math.min(at + 77, bytes.length)).position(at));
        }
        assertThat(joined(frames.subList(0, 2))).isEqualTo(speech);
        assertThat(joined(frames.subList(2, 4))).isEqualTo(speech);
    }

    @Test
    void consumerThrowsInMidChunk_theRestOfTheChunkIsStillThere() {
        var framer = new PcmFramer(AudioFormat.linear16(8000), FRAME, (samples, offset, length, position) -> {
            keep(samples, offset, length, position);
            if (position == 0) {
                throw new IllegalStateException("consumer");
            }
        });
        var chunk = ByteBuffer.allocate(2 * 320 + 10);
        assertThatThrownBy(() -> framer.push(chunk)).hasMessage("consumer");
        assertThat(chunk.remaining()).isEqualTo(330);
        framer.push(chunk);
        assertThat(positions).containsExactly(0L, 160L);
        assertThat(framer.flush()).isEqualTo(5);
    }

    @Test
    void consumerThrows_nextChunkBeginsANewFrame() {
        var format = AudioFormat.linear16(8000);
        var framer = new PcmFramer(format, FRAME, (samples, offset, length, position) -> {
            keep(samples, offset, length, position);
            if (position == 0) {
                throw new IllegalStateException("consumer");
            }
        });
        var first = ByteBuffer.allocate(320);
        assertThatThrownBy(() -> framer.push(first)).hasMessage("consumer");
        framer.push(ByteBuffer.allocate(320));
        assertThat(positions).containsExactly(0L, 160L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -20_000_000, 500_000, 20_500_000, 1_001_000_000})
    void frameThatIsNotWholeMillisecondsUpToASecond_isRefused(long nanos) {
        assertThatThrownBy(() -> new PcmFramer(AudioFormat.linear16(8000), Duration.ofNanos(nanos), this::keep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frame=");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void warmFramer_allocatesNothing(AudioFormat format) {
        long[] sum = new long[1];
        var framer = new PcmFramer(format, FRAME, (samples, offset, length, position) -> sum[0] += samples[offset]);
        var chunk = ByteBuffer.allocate(333);
        assertThat(Allocations.steadyState(() -> {
                    for (int i = 0; i < 300; i++) {
                        framer.push(chunk.clear());
                    }
                }))
                .isZero();
    }

    private void push(AudioFormat format, ByteBuffer start) {
        int frameBytes = 160 * format.channels() * format.encoding().bytesPerSample();
        framer(format).push(ByteBuffer.allocate(frameBytes).put(start).clear());
    }

    private static ByteBuffer shorts(int... values) {
        var bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.flip();
    }

    private static ByteBuffer floats(float... values) {
        var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.flip();
    }

    private static short[] randomSamples(int count) {
        var random = new Random(1);
        var samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) random.nextInt();
        }
        return samples;
    }

    /** What is left of the samples after the encoding; all but G.711 carry 16 bits whole. */
    private static short[] decoded(AudioEncoding encoding, short[] samples) {
        var result = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            result[i] = switch (encoding) {
                case MULAW -> G711.decodeMulaw(G711.encodeMulaw(samples[i]));
                case ALAW -> G711.decodeAlaw(G711.encodeAlaw(samples[i]));
                default -> samples[i];
            };
        }
        return result;
    }

    /** The same samples on every channel. */
    private static byte[] encode(AudioFormat format, short[] samples) {
        int size = samples.length * format.channels() * format.encoding().bytesPerSample();
        var bytes = ByteBuffer.allocate(size).order(format.byteOrder());
        for (short sample : samples) {
            for (int channel = 0; channel < format.channels(); channel++) {
                SampleEncoder.encode(format.encoding(), new short[] {sample}, 0, 1, bytes);
            }
        }
        return bytes.array();
    }

    private static short[] joined(List<short[]> parts) {
        var all = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> part.length * 2).sum());
        parts.forEach(part -> {
            for (short sample : part) {
                all.putShort(sample);
            }
        });
        var result = new short[all.capacity() / 2];
        all.flip().asShortBuffer().get(result);
        return result;
    }
}
