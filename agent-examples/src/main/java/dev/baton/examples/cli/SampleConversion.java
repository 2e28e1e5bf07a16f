package dev.baton.examples.cli;

import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/** Audio of any kind in, mono samples of one rate out: in chunks as a call converts it, without the delay at the beginning and with all of the end. */
final class SampleConversion {
    /** Takes converted samples; {@code samples[offset .. offset + length)} is read before it returns. */
    interface Output {
        void append(short[] samples, int offset, int length) throws IOException;
    }

    private final Resampler resampler;
    private final Output output;
    private short[] converted = {};
    private short[] last = {};
    private boolean ending;
    private int toDrop;
    private long read;
    private long written;

    /** Of mono samples that are {@linkplain #add added} as they come. */
    SampleConversion(Resampler resampler, Output output) {
        this.resampler = resampler;
        this.output = output;
        toDrop = resampler.delaySamples();
    }

    /**
     * Converts all of an input.
     *
     * @throws NotWritten if the output fails, so that it is told apart from an input that does
     */
    static SampleConversion convert(AudioInput input, Resampler resampler, Duration chunk, Output output)
            throws IOException {
        var conversion = new SampleConversion(resampler, output);
        var framer = new PcmFramer(input.format(), chunk, conversion::frame);
        input.read(framer);
        conversion.end(framer);
        return conversion;
    }

    /** Samples that came. */
    long read() {
        return read;
    }

    /** Samples that were handed over. */
    long written() {
        return written;
    }

    private void frame(short[] samples, int offset, int length, long position) {
        if (ending) { // part of it is padding
            last = Arrays.copyOfRange(samples, offset, offset + length);
        } else {
            add(samples, offset, length);
        }
    }

    private void end(PcmFramer framer) {
        ending = true;
        int real = framer.flush();
        add(last, 0, real);
        end();
    }

    /** Nothing follows: hands over what the filter still holds. */
    void end() {
        if (converted.length < resampler.delaySamples()) {
            converted = new short[resampler.delaySamples()];
        }
        write(resampler.flush(converted, 0));
    }

    void add(short[] samples, int offset, int length) {
        int most = resampler.maxOutput(length);
        if (converted.length < most) {
            converted = new short[most];
        }
        read += length;
        write(resampler.resample(samples, offset, length, converted, 0));
    }

    private void write(int count) {
        int dropped = Math.min(toDrop, count);
        toDrop -= dropped;
        written += count - dropped;
        if (count == dropped) {
            return;
        }
        try {
            output.append(converted, dropped, count - dropped);
        } catch (IOException e) {
            throw new NotWritten(e);
        }
    }

    /** The output failed. */
    static final class NotWritten extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        private final String reason;

        NotWritten(IOException cause) {
            super(cause);
            reason = AudioInput.reason(cause);
        }

        String reason() {
            return reason;
        }
    }
}
