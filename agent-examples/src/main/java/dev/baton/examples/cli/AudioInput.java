package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.PcmFramer;
import dev.baton.transport.WavAudioSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** A file or standard input, read at whatever pace its reader has: WAV where it begins like one, otherwise samples without a header. */
interface AudioInput extends AutoCloseable {
    /** Stands for standard input. */
    String STANDARD_INPUT = "-";

    AudioFormat format();

    /** All of it, once. */
    void read(PcmFramer framer) throws IOException;

    @Override
    void close() throws IOException;

    /** For people. */
    static String nameOf(String name) {
        return name.equals(STANDARD_INPUT) ? "standard input" : name;
    }

    /**
     * @param name a file, or {@code -}
     * @param headerless what samples without a header are, for whoever takes them; given the input's name, and throws for whoever does not
     * @param warnings takes what is odd and may be passed over
     */
    static AudioInput open(
            String name, InputStream standardInput, Function<String, AudioFormat> headerless, Console warnings)
            throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            var buffered = new BufferedInputStream(standardInput);
            return isWav(buffered)
                    ? new Wav(WavAudioSource.read(nameOf(name), buffered))
                    : headerless(nameOf(name), buffered, headerless, warnings);
        }
        var file = Path.of(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return new Wav(WavAudioSource.open(file)); // says what is wrong with it
        }
        var buffered = new BufferedInputStream(Files.newInputStream(file));
        if (!isWav(buffered)) {
            return headerless(name, buffered, headerless, warnings);
        }
        buffered.close();
        return new Wav(WavAudioSource.open(file));
    }

    private static AudioInput headerless(
            String name, BufferedInputStream stream, Function<String, AudioFormat> headerless, Console warnings)
            throws IOException {
        try {
            var format = headerless.apply(name);
            int instant = format.channels() * format.encoding().bytesPerSample();
            stream.mark(instant);
            int length = stream.readNBytes(instant).length;
            stream.reset();
            if (length < instant) {
                throw new BatonException(
                        ErrorCode.FILE_EMPTY,
                        name + " holds no audio",
                        "it has " + length + " bytes",
                        "name another file");
            }
            return new Samples(name, stream, format, instant, warnings);
        } catch (BatonException e) {
            stream.close();
            throw e;
        }
    }

    /** Whether a stream begins like a WAV file; it is where it was afterwards. */
    static boolean isWav(BufferedInputStream stream) throws IOException {
        int length = 4;
        stream.mark(length);
        String magic = new String(stream.readNBytes(length), StandardCharsets.ISO_8859_1);
        stream.reset();
        return magic.equals("RIFF") || magic.equals("RIFX") || magic.equals("RF64");
    }

    static BatonException unreadable(String name, IOException cause) {
        return new BatonException(
                ErrorCode.FILE_UNREADABLE,
                nameOf(name) + " cannot be read: " + reason(cause),
                "",
                name.equals(STANDARD_INPUT) ? "check the command that feeds it" : "check the file",
                cause);
    }

    /** The JDK's file exceptions carry only the file's name as their message. */
    static String reason(Throwable cause) {
        return cause instanceof FileSystemException broken && broken.getReason() == null
                ? cause.getClass().getSimpleName()
                : String.valueOf(cause.getMessage());
    }

    /** Of a file with a header. */
    record Wav(WavAudioSource source) implements AudioInput {
        @Override
        public AudioFormat format() {
            return source.format();
        }

        @Override
        public void read(PcmFramer framer) {
            source.readAll(framer::push);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** @param instant bytes of one sample of each channel */
    record Samples(String name, InputStream stream, AudioFormat format, int instant, Console warnings)
            implements AudioInput {
        private static final int PIECE_BYTES = 1 << 16;

        @Override
        public void read(PcmFramer framer) throws IOException {
            var piece = new byte[PIECE_BYTES];
            long total = 0;
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                framer.push(ByteBuffer.wrap(piece, 0, count));
                total += count;
            }
            if (total % instant != 0) {
                warnings.complain("warn  " + name + " ends in the middle of a sample: what there is of it is left out");
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
