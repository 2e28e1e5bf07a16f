package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.transport.RawAudioSource;
import dev.baton.transport.WavAudioSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Audio on standard input: a whole WAV file if it begins like one, otherwise samples as they come. */
final class PipedAudio {
    private static final String NAME = "standard input";
    private static final int MAGIC_BYTES = 4;

    private PipedAudio() {}

    /**
     * Waits for the first bytes, and for the last ones of a WAV file.
     *
     * @param rateHz of samples without a header
     * @throws BatonException if there is nothing, or a WAV file with something wrong
     */
    static AudioSource from(InputStream stream, int rateHz) {
        if (!AudioFormat.SAMPLE_RATES_HZ.contains(rateHz)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--rate " + rateHz + " is not a sample rate that Baton reads",
                    "",
                    "use one of "
                            + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList());
        }
        var buffered = new BufferedInputStream(stream);
        buffered.mark(MAGIC_BYTES);
        try {
            String magic = new String(buffered.readNBytes(MAGIC_BYTES), StandardCharsets.ISO_8859_1);
            buffered.reset();
            return switch (magic) {
                // The empty stream too: what is wrong with it is told at once.
                case "", "RIFF", "RIFX", "RF64" -> WavAudioSource.read(NAME, buffered);
                default -> RawAudioSource.paced(buffered, AudioFormat.linear16(rateHz));
            };
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    NAME + " cannot be read: " + e.getMessage(),
                    "",
                    "check the command that feeds it",
                    e);
        }
    }
}
