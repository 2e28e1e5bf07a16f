package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.nio.ByteOrder;
import picocli.CommandLine.Option;

/** What samples without a header are. */
final class HeaderlessOptions {
    @Option(names = "--raw", description = "FILE holds samples without a header. Standard input needs no telling.")
    private boolean raw;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "16000",
            description = "Sample rate of samples without a header. Default: ${DEFAULT-VALUE}.")
    private int rateHz = 16_000;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "LINEAR16",
            description =
                    "How they are written, little-endian: linear16, linear32, float32, mulaw or alaw. Default: linear16.")
    private AudioEncoding encoding = AudioEncoding.LINEAR16;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many channels they have, interleaved; mixed down. Default: ${DEFAULT-VALUE}.")
    private int channels = 1;

    boolean raw() {
        return raw;
    }

    /** @throws BatonException if Baton reads no such samples */
    AudioFormat format() {
        if (!AudioFormat.SAMPLE_RATES_HZ.contains(rateHz)) {
            throw usage(
                    "--rate " + rateHz + " is not a sample rate that Baton reads",
                    "use one of "
                            + AudioFormat.SAMPLE_RATES_HZ.stream().sorted().toList());
        }
        if (channels < 1 || channels > 8) {
            throw usage("--channels " + channels + " is out of range", "use 1 to 8");
        }
        return new AudioFormat(encoding, rateHz, channels, ByteOrder.LITTLE_ENDIAN);
    }

    private static BatonException usage(String what, String remedy) {
        return new BatonException(ErrorCode.BAD_USAGE, what, "", remedy);
    }
}
