package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.transport.RawAudioSource;
import dev.baton.transport.WavAudioSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Audio on standard input: a whole WAV file if it begins like one, otherwise samples as they come. */
final class PipedAudio {
    private PipedAudio() {}

    /**
     * Waits for the first bytes, and for the last ones of a WAV file.
     *
     * @param headerless what samples without a header are
     * @throws BatonException if there is nothing, or a WAV file with something wrong
     */
    static AudioSource from(InputStream stream, AudioFormat headerless) {
        var buffered = new BufferedInputStream(stream);
        try {
            // The empty stream too: what is wrong with it is told at once.
            return AudioInput.isWav(buffered) || isEmpty(buffered)
                    ? WavAudioSource.read(AudioInput.nameOf(AudioInput.STANDARD_INPUT), buffered)
                    : RawAudioSource.paced(buffered, headerless);
        } catch (IOException e) {
            throw AudioInput.unreadable(AudioInput.STANDARD_INPUT, e);
        }
    }

    private static boolean isEmpty(BufferedInputStream stream) throws IOException {
        stream.mark(1);
        boolean empty = stream.read() < 0;
        stream.reset();
        return empty;
    }
}
