package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.ResamplerQuality;
import dev.baton.audio.resample.Resamplers;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        try (var input = AudioInput.open(in, System.in, this::headerless, console)) {
            checkFrom(input);
            var format = input.format();
            var resampler = Resamplers.create(format.sampleRateHz(), toHz, quality);
            var outFormat = new AudioFormat(encoding, toHz, 1, ByteOrder.LITTLE_ENDIAN);
            var conversion = convert(input, resampler, outFormat);
            tell(format, resampler, conversion);
        } catch (IOException e) {
            throw AudioInput.unreadable(in, e);
        }
        return Baton.DONE;
    }

    private SampleConversion convert(AudioInput input, Resampler resampler, AudioFormat outFormat) throws IOException {
        try (var output = SampleOutput.to(out, outFormat, console.out())) {
            return SampleConversion.convert(input, resampler, Duration.ofMillis(chunkMillis), output::append);
        } catch (SampleConversion.NotWritten e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    (out.equals("-") ? "standard output" : out) + " cannot be written: " + e.reason(),
                    "what was written until then is there",
                    "check the folder, the right to write there, and the free space",
                    e.getCause());
        }
    }

    private void tell(AudioFormat format, Resampler resampler, SampleConversion conversion) {
        console.complain(String.format(
                Locale.ROOT,
                " %s  %,d Hz to %,d Hz, %s%n %s of audio, %,d samples to %,d; the filter's delay of %.1f ms is taken off",
                out.equals("-") ? "standard output" : out,
                format.sampleRateHz(),
                toHz,
                quality.name().toLowerCase(Locale.ROOT),
                Figures.clock(Duration.ofMillis(conversion.read() * 1000 / format.sampleRateHz())),
                conversion.read(),
                conversion.written(),
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

    private AudioFormat headerless(String name) {
        if (fromHz == null) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    name + " has no WAV header to tell its sample rate",
                    "",
                    "if it holds samples without a header, add --from HZ");
        }
        return AudioFormat.linear16(fromHz);
    }

    private void checkFrom(AudioInput input) {
        int rateHz = input.format().sampleRateHz();
        if (fromHz != null && fromHz != rateHz) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--from " + fromHz + " contradicts " + AudioInput.nameOf(in) + ", which says " + rateHz + " Hz",
                    "",
                    "leave out --from");
        }
    }
}
