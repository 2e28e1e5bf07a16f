package dev.baton.audio;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * What a stream of audio bytes means.
 *
 * @param sampleRateHz one of {@link #SAMPLE_RATES_HZ}
 * @param channels 1 to 8, interleaved; more than one is mixed down on the way in
 * @param byteOrder of samples wider than a byte
 */
public record AudioFormat(AudioEncoding encoding, int sampleRateHz, int channels, ByteOrder byteOrder) {
    /** The rates that telephony, browsers, recognisers and synthesizers use. */
    public static final Set<Integer> SAMPLE_RATES_HZ =
            Set.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000);

    public AudioFormat {
        if (!SAMPLE_RATES_HZ.contains(sampleRateHz)) {
            throw new BatonException(
                    ErrorCode.UNSUPPORTED_SAMPLE_RATE,
                    "a sample rate of " + sampleRateHz + " Hz is not supported",
                    "",
                    "use one of " + SAMPLE_RATES_HZ.stream().sorted().toList() + " Hz");
        }
        if (channels < 1 || channels > 8) {
            throw new BatonException(
                    ErrorCode.UNSUPPORTED_CHANNELS,
                    "audio with " + channels + " channels is not supported",
                    "",
                    "use 1 to 8 channels");
        }
    }

    /** Signed 16-bit little-endian mono: what the inside of Baton and most recognisers speak. */
    public static AudioFormat linear16(int sampleRateHz) {
        return new AudioFormat(AudioEncoding.LINEAR16, sampleRateHz, 1, ByteOrder.LITTLE_ENDIAN);
    }

    public int bytesPerSecond() {
        return sampleRateHz * channels * encoding.bytesPerSample();
    }
}
