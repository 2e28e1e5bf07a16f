package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resamplers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** A whole file as mono samples at a rate of the reader's choice. */
final class CallerSamples {
    private static final Duration PIECE = Duration.ofMillis(20);

    private short[] samples = new short[1 << 16];
    private int length;

    private CallerSamples() {}

    /** @throws BatonException if it is no WAV file that can be read */
    static short[] read(String file, int rateHz, Console warnings) {
        var all = new CallerSamples();
        try (var input = AudioInput.open(
                file,
                new ByteArrayInputStream(new byte[0]),
                name -> {
                    throw new BatonException(ErrorCode.NOT_WAV, name + " is no WAV file", "", "name a WAV file");
                },
                warnings)) {
            var converter = Resamplers.create(input.format().sampleRateHz(), rateHz);
            var framer = new PcmFramer(input.format(), PIECE, (frame, from, count, position) -> {
                all.makeRoom(converter.maxOutput(count));
                all.length += converter.resample(frame, from, count, all.samples, all.length);
            });
            input.read(framer);
            framer.flush();
            all.makeRoom(converter.maxOutput(0) + converter.delaySamples() + 1);
            all.length += converter.flush(all.samples, all.length);
        } catch (IOException e) {
            throw AudioInput.unreadable(file, e);
        }
        return Arrays.copyOf(all.samples, all.length);
    }

    private void makeRoom(int more) {
        if (length + more > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(length + more, 2 * samples.length));
        }
    }
}
