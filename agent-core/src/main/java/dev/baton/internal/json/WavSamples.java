package dev.baton.internal.json;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of a WAV stream that comes in pieces of any length, at the rate that is wanted. Audio that does not begin as a WAV is taken for bare samples of the format that the last WAV had, or of the wanted
 * rate: services say "WAV" and differ in whether each piece of speech has a header of its own.
 *
 * <p>A stream does not know its length when it begins, so that the sizes in its header are believed only where they can be true.
 */
final class WavSamples {
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    /** What is longer is no header. */
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    /** Writers that cannot come back leave all ones or almost the largest signed number. */
    private static final long UNKNOWN_SIZE = 0x7FFF_0000L;

    /** The audio is not one that can be heard here. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String what) {
            super(what, null, false, false);
        }
    }

    private final int wantedRateHz;
    private final SampleJoiner joiner = new SampleJoiner();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private boolean inHead = true;
    private int rateHz;
    private long left = Long.MAX_VALUE;
    private Resampler resampler;

    WavSamples(int wantedRateHz) {
        this.wantedRateHz = wantedRateHz;
        rateHz = wantedRateHz;
        resampler = Resamplers.create(rateHz, wantedRateHz);
    }

    /** A new piece of speech begins, with a header or without. */
    void begin() {
        joiner.reset();
        head.reset();
        inHead = true;
        left = Long.MAX_VALUE;
    }

    /** @return what can be heard of it so far; may be empty */
    short[] add(ByteBuffer bytes) throws UnusableException {
        if (!inHead) {
            return samples(bytes);
        }
        while (bytes.hasRemaining()) {
            head.write(bytes.get());
        }
        var all = ByteBuffer.wrap(head.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        if (!mayBe("RIFF", all)) {
            for (var coded : List.of("ID3", "fLaC", "OggS")) {
                if (mayBe(coded, all)) {
                    throw new UnusableException("coded audio (" + coded + ") instead of samples");
                }
            }
            inHead = false;
            begun();
            return samples(all);
        }
        if (!header(all)) {
            if (all.capacity() > MOST_HEADER_BYTES) {
                throw new UnusableException("a WAV header of more than " + MOST_HEADER_BYTES + " bytes");
            }
            return new short[0];
        }
        inHead = false;
        begun();
        return samples(all);
    }

    /** The piece is complete: what the conversion still held back. */
    short[] end() {
        var rest = new short[resampler.delaySamples()];
        return Arrays.copyOf(rest, resampler.flush(rest, 0));
    }

    private void begun() {
        resampler = Resamplers.create(rateHz, wantedRateHz);
    }

    /** Whether it begins with that, as far as it is there. */
    private static boolean mayBe(String mark, ByteBuffer start) {
        for (int i = 0; i < Math.min(mark.length(), start.limit()); i++) {
            if (start.get(i) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether the samples begin where the position is now; otherwise more is needed */
    private boolean header(ByteBuffer all) throws UnusableException {
        int at = RIFF_BYTES;
        while (at + CHUNK_BYTES <= all.limit()) {
            var name = StandardCharsets.US_ASCII.decode(all.slice(at, 4)).toString();
            long size = all.getInt(at + 4) & 0xFFFF_FFFFL;
            at += CHUNK_BYTES;
            if (name.equals("data")) {
                left = size == 0 || size >= UNKNOWN_SIZE ? Long.MAX_VALUE : size;
                all.position(at);
                return true;
            }
            if (size > MOST_HEADER_BYTES) {
                throw new UnusableException("a WAV header whose part is " + size + " bytes long");
            }
            if (name.equals("fmt ") && at + FORMAT_BYTES <= all.limit()) {
                format(all.slice(at, FORMAT_BYTES).order(ByteOrder.LITTLE_ENDIAN));
            }
            at += (int) (size + size % 2);
        }
        return false;
    }

    private void format(ByteBuffer format) throws UnusableException {
        int coding = format.getShort(0) & 0xFFFF;
        int channels = format.getShort(2);
        int rate = format.getInt(4);
        int bits = format.getShort(14);
        if ((coding != PCM && coding != EXTENSIBLE)
                || channels != 1
                || bits != 16
                || !AudioFormat.SAMPLE_RATES_HZ.contains(rate)) {
            throw new UnusableException("audio of coding=" + coding + ", channels=" + channels + ", rate=" + rate
                    + ", bits=" + bits + " instead of mono 16-bit samples");
        }
        rateHz = rate;
    }

    private short[] samples(ByteBuffer bytes) {
        if (bytes.remaining() > left) {
            bytes.limit(bytes.position() + (int) left); // what follows says something about the audio, and is none
        }
        left -= bytes.remaining();
        var joined = joiner.join(bytes);
        var converted = new short[resampler.maxOutput(joined.length)];
        return Arrays.copyOf(converted, resampler.resample(joined, 0, joined.length, converted, 0));
    }
}
