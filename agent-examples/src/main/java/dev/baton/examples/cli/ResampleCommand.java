package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import dev.baton.transport.WavAudioSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton resample}: a file at another sample rate, as a call would convert it: in chunks, without looking ahead. */
@Command(
        name = "resample",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Converts audio to another sample rate the way a call does, chunk by chunk.",
            "Several channels are mixed down. The output is in step with the input and exactly as long."
        })
final class ResampleCommand implements Callable<Integer> {
    private static final int PIECE_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "IN",
            description =
                    "A WAV file, or samples without a header (16-bit little-endian, one channel); - is standard input.")
    private String in = "";

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description =
                    "A WAV file if its name ends in .wav, otherwise samples without a header; - is standard output.")
    private String out = "";

    @Option(
            names = "--from",
            paramLabel = "HZ",
            description = "Sample rate of IN; needed where it has no header that tells.")
    private @Nullable Integer fromHz;

    @Option(names = "--to", paramLabel = "HZ", required = true, description = "Sample rate of OUT.")
    private int toHz;

    @Option(
            names = "--chunk-ms",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How much is converted at a time, 1 to 1000; the result is the same. Default: ${DEFAULT-VALUE}.")
    private int chunkMillis = 20;

    @Option(
            names = "--quality",
            paramLabel = "NAME",
            defaultValue = "BALANCED",
            description = "fast, balanced or high. Default: balanced.")
    private ResamplerQuality quality = ResamplerQuality.BALANCED;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "LINEAR16",
            description = "How OUT writes samples: linear16, linear32, float32, mulaw or alaw. Default: linear16.")
    private AudioEncoding encoding = AudioEncoding.LINEAR16;

    ResampleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkRate("--to", toHz);
        if (fromHz != null) {
            checkRate("--from", fromHz);
        }
        if (chunkMillis < 1 || chunkMillis > 1000) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--chunk-ms " + chunkMillis + " is not within 1 to 1000",
                    "",
                    "telephony uses 20");
        }
        if (isSameFile()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "IN and OUT are the same file, " + in,
                    "writing it would destroy what is read",
                    "name another file for OUT");
        }
        try (var input = open()) {
            var format = input.format();
            var resampler = Resamplers.create(format.sampleRateHz(), toHz, quality);
            var outFormat = new AudioFormat(encoding, toHz, 1, ByteOrder.LITTLE_ENDIAN);
            var conversion = convert(input, resampler, outFormat);
            tell(format, resampler, conversion);
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE, in + " cannot be read: " + reason(e), "", "check the file", e);
        }
        return Baton.DONE;
    }

    private Conversion convert(Input input, Resampler resampler, AudioFormat outFormat) throws IOException {
        try (var output = SampleOutput.to(out, outFormat, console.out())) {
            var conversion = new Conversion(resampler, output);
            var framer = new PcmFramer(input.format(), Duration.ofMillis(chunkMillis), conversion::frame);
            input.read(framer);
            conversion.end(framer);
            return conversion;
        } catch (NotWritten e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    (out.equals("-") ? "standard output" : out) + " cannot be written: " + e.reason,
                    "what was written until then is there",
                    "check the folder, the right to write there, and the free space",
                    e.getCause());
        }
    }

    private static String reason(Throwable cause) {
        // The JDK's file exceptions carry only the file's name as their message.
        return cause instanceof FileSystemException broken && broken.getReason() == null
                ? cause.getClass().getSimpleName()
                : String.valueOf(cause.getMessage());
    }

    private void tell(AudioFormat format, Resampler resampler, Conversion conversion) {
        console.complain(String.format(
                Locale.ROOT,
                " %s  %,d Hz to %,d Hz, %s%n %s of audio, %,d samples to %,d; the filter's delay of %.1f ms is taken off",
                out.equals("-") ? "standard output" : out,
                format.sampleRateHz(),
                toHz,
                quality.name().toLowerCase(Locale.ROOT),
                Figures.clock(Duration.ofMillis(conversion.read * 1000 / format.sampleRateHz())),
                conversion.read,
                conversion.written,
                resampler.delay().toNanos() / 1e6));
    }

    private static void checkRate(String option, int rateHz) {
        if (!AudioFormat.SAMPLE_RATES_HZ.contains(rateHz)) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    option + " " + rateHz + " is not a sample rate that Baton knows",
                    "",
                    "use one of "
                            + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList());
        }
    }

    private boolean isSameFile() throws IOException {
        if (in.equals("-") || out.equals("-")) {
            return false;
        }
        var from = Path.of(in);
        var to = Path.of(out);
        return Files.exists(from) && Files.exists(to) && Files.isSameFile(from, to);
    }

    private Input open() throws IOException {
        if (in.equals("-")) {
            var buffered = new BufferedInputStream(System.in);
            return isWav(buffered)
                    ? wav(WavAudioSource.read("standard input", buffered))
                    : raw("standard input", buffered);
        }
        var file = Path.of(in);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return wav(WavAudioSource.open(file)); // says what is wrong with it
        }
        var buffered = new BufferedInputStream(Files.newInputStream(file));
        if (!isWav(buffered)) {
            return raw(in, buffered);
        }
        buffered.close();
        return wav(WavAudioSource.open(file));
    }

    private static boolean isWav(BufferedInputStream stream) throws IOException {
        stream.mark(MAGIC_BYTES);
        String magic = new String(stream.readNBytes(MAGIC_BYTES), StandardCharsets.ISO_8859_1);
        stream.reset();
        return magic.equals("RIFF") || magic.equals("RIFX") || magic.equals("RF64");
    }

    private Input wav(WavAudioSource source) {
        int rateHz = source.format().sampleRateHz();
        if (fromHz != null && fromHz != rateHz) {
            source.close();
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--from " + fromHz + " contradicts " + in + ", which says " + rateHz + " Hz",
                    "",
                    "leave out --from");
        }
        return new Input() {
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
        };
    }

    private Input raw(String name, BufferedInputStream stream) throws IOException {
        if (fromHz == null) {
            stream.close();
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    name + " has no WAV header to tell its sample rate",
                    "",
                    "if it holds samples without a header, add --from HZ");
        }
        stream.mark(Short.BYTES);
        int length = stream.readNBytes(Short.BYTES).length;
        stream.reset();
        if (length < Short.BYTES) {
            stream.close();
            throw new BatonException(
                    ErrorCode.FILE_EMPTY, name + " holds no audio", "it has " + length + " bytes", "name another file");
        }
        var format = AudioFormat.linear16(fromHz);
        return new Input() {
            @Override
            public AudioFormat format() {
                return format;
            }

            @Override
            public void read(PcmFramer framer) throws IOException {
                var piece = new byte[PIECE_BYTES];
                long total = 0;
                for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                    framer.push(ByteBuffer.wrap(piece, 0, count));
                    total += count;
                }
                if (total % Short.BYTES != 0) {
                    console.complain("warn  " + name + " ends in the middle of a sample: its last byte is left out");
                }
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    /** Told apart from what can go wrong with reading. */
    static final class NotWritten extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        private final String reason;

        NotWritten(IOException cause) {
            super(cause);
            reason = reason(cause);
        }
    }

    /** What is converted. */
    private interface Input extends AutoCloseable {
        AudioFormat format();

        void read(PcmFramer framer) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Frames in, samples out, without the delay at the beginning and with all of the end. */
    private static final class Conversion {
        private final Resampler resampler;
        private final SampleOutput output;
        private short[] converted = {};
        private short[] last = {};
        private boolean ending;
        private int toDrop;
        private long read;
        private long written;

        Conversion(Resampler resampler, SampleOutput output) {
            this.resampler = resampler;
            this.output = output;
            toDrop = resampler.delaySamples();
        }

        void frame(short[] samples, int offset, int length, long position) {
            if (ending) { // part of it is padding
                last = Arrays.copyOfRange(samples, offset, offset + length);
            } else {
                convert(samples, offset, length);
            }
        }

        void end(PcmFramer framer) {
            ending = true;
            int real = framer.flush();
            convert(last, 0, real);
            if (converted.length < resampler.delaySamples()) {
                converted = new short[resampler.delaySamples()];
            }
            write(resampler.flush(converted, 0));
        }

        private void convert(short[] samples, int offset, int length) {
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
            try {
                output.append(converted, dropped, count - dropped);
            } catch (IOException e) {
                throw new NotWritten(e);
            }
        }
    }
}
