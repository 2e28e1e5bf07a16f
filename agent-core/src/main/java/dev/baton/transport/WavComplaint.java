package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is wrong with one file, in words that its owner can act on. */
final class WavComplaint {
    static final int EXTENSIBLE = 0xFFFE;

    private final String name;

    WavComplaint(String name) {
        this.name = name;
    }

    BatonException unreadable(String reason, String tried, String remedy) {
        return new BatonException(ErrorCode.FILE_UNREADABLE, name + " " + reason, tried, remedy);
    }

    BatonException empty(String detail) {
        return new BatonException(
                ErrorCode.FILE_EMPTY, name + " holds no audio", detail, "record it again, or name another file");
    }

    BatonException notWav(String beginning) {
        return new BatonException(
                ErrorCode.NOT_WAV,
                name + " is not a WAV file",
                "found " + printable(beginning),
                "convert it: " + ffmpeg("-c:a pcm_s16le"));
    }

    BatonException endsInHeader(long bytes) {
        return new BatonException(
                ErrorCode.TRUNCATED_AUDIO,
                name + " ends inside its header, after " + bytes + " bytes",
                "the copy or recording was cut off",
                "copy or record it again");
    }

    BatonException endsInAudio(AudioFormat format, long availableBytes, long declaredBytes) {
        return new BatonException(
                ErrorCode.TRUNCATED_AUDIO,
                name + " is cut off: it holds " + seconds(format, availableBytes) + " of the "
                        + seconds(format, declaredBytes) + " of audio that its header tells of",
                "the copy or recording was not finished",
                "copy it again, or keep what is there: " + ffmpeg("-c:a pcm_s16le"));
    }

    BatonException unsupportedEncoding(int tag, int bits) {
        return new BatonException(
                ErrorCode.UNSUPPORTED_ENCODING,
                name + " is " + encodingName(tag, bits) + "; Baton reads 16-bit and 32-bit PCM, float, mu-law, A-law",
                "",
                ffmpeg("-c:a pcm_s16le"));
    }

    BatonException contradiction(int channels, int bits, int bytesPerInstant) {
        return new BatonException(
                ErrorCode.UNSUPPORTED_ENCODING,
                name + " contradicts itself: " + channels + " channels of " + bits + " bits in " + bytesPerInstant
                        + " bytes",
                "",
                ffmpeg("-c:a pcm_s16le"));
    }

    BatonException unsupportedChannels(int channels) {
        return new BatonException(
                ErrorCode.UNSUPPORTED_CHANNELS,
                name + " has " + channels + " channels; Baton reads 1 to 8",
                "",
                channels == 0 ? "record it again, or name another file" : ffmpeg("-ac 1 -c:a pcm_s16le"));
    }

    BatonException unsupportedRate(long sampleRateHz) {
        return new BatonException(
                ErrorCode.UNSUPPORTED_SAMPLE_RATE,
                name + " has a sample rate of " + sampleRateHz + " Hz",
                "Baton reads " + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList() + " Hz",
                sampleRateHz == 0 ? "record it again, or name another file" : ffmpeg("-ar 16000 -c:a pcm_s16le"));
    }

    private static String encodingName(int tag, int bits) {
        return switch (tag) {
            case 1 -> bits + "-bit PCM";
            case 3 -> bits + "-bit float";
            case 6 -> bits + "-bit A-law";
            case 7 -> bits + "-bit mu-law";
            case 0x02, 0x11 -> "ADPCM";
            case 0x31 -> "GSM 06.10";
            case 0x50, 0x55 -> "MPEG audio (MP3)";
            case 0xFF, 0x1600, 0x1610 -> "AAC";
            case EXTENSIBLE -> "of an unnamed encoding";
            default -> "of encoding 0x%04X".formatted(tag);
        };
    }

    private static String seconds(AudioFormat format, long bytes) {
        return String.format(Locale.ROOT, "%.1f s", (double) bytes / format.bytesPerSecond());
    }

    /** Letters as they are, anything else as a byte: this goes to a terminal. */
    private static String printable(String text) {
        var shown = new StringBuilder("\"");
        for (byte letter : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (letter >= 0x20 && letter < 0x7F && letter != '"' && letter != '\\') {
                shown.append((char) letter);
            } else {
                shown.append("\\x%02X".formatted(letter));
            }
        }
        return shown.append('"').toString();
    }

    private String ffmpeg(String options) {
        int dot = name.lastIndexOf('.');
        String stem = dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
        return "ffmpeg -i " + quoted(name) + " " + options + " " + quoted(stem + "16.wav");
    }

    private static String quoted(String word) {
        return word.matches("[\\w./][\\w./+:@-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
