package dev.baton.carrier;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.nio.ByteOrder;
import java.util.Locale;

/** What carriers call their audio formats. All of them send wide samples little-endian here, unlike RTP. */
final class MediaFormats {
    private MediaFormats() {}

    /**
     * @param encoding such as {@code audio/x-mulaw}, {@code PCMU}, {@code audio/l16;rate=16000}; a rate in it counts
     * @throws LineException for an encoding that is not G.711 or linear 16-bit, or an unusual rate
     */
    static AudioFormat of(String encoding, String sampleRateHz) {
        String name = encoding.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").replaceFirst("^audio/(x-)?", "");
        int rateAt = encoding.indexOf("rate=");
        return of(encodingOf(name, encoding), rate(rateAt < 0 ? sampleRateHz : encoding.substring(rateAt + 5)));
    }

    private static AudioEncoding encodingOf(String name, String asWritten) {
        return switch (name) {
            case "mulaw", "ulaw", "pcmu" -> AudioEncoding.MULAW;
            case "alaw", "pcma" -> AudioEncoding.ALAW;
            case "l16", "linear16", "slin" -> AudioEncoding.LINEAR16;
            default ->
                throw new LineException(
                        LineProblem.UNSUPPORTED_MEDIA,
                        "the media format " + asWritten + " is not mu-law, A-law or linear 16-bit");
        };
    }

    static AudioFormat of(AudioEncoding encoding, int sampleRateHz) {
        try {
            return new AudioFormat(encoding, sampleRateHz, 1, ByteOrder.LITTLE_ENDIAN);
        } catch (BatonException e) {
            throw new LineException(LineProblem.UNSUPPORTED_MEDIA, String.valueOf(e.getMessage()));
        }
    }

    /** @throws LineException if it is no number */
    static int rate(String sampleRateHz) {
        try {
            return Integer.parseInt(sampleRateHz.strip());
        } catch (NumberFormatException e) {
            throw new LineException(LineProblem.UNSUPPORTED_MEDIA, "a sample rate that is no number");
        }
    }
}
