package dev.baton.benchmarks.vad.training;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.detection.DetectionFiles;
import dev.baton.vad.energy.EnergyDetector;
import dev.baton.vad.energy.SpeechModel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Fits the energy detector's network to labelled recordings:
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.vad.training.Train FOLDER... --out MODEL.txt
 * }</pre>
 *
 * With {@code --cross-validate DIR} it also tells how well networks do on what they have not heard; the figures of the model itself, which heard everything, say little.
 */
@Command(
        name = "Train",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Fits the energy detector's network to labelled recordings. Beside each NAME.wav lies a NAME.json:",
            "  {\"speech\": [[0.52, 1.90], ..], \"noise\": \"office\", \"snr_db\": 20, \"speakers\": [\"ann\"]}",
            "speech in seconds, empty if nobody speaks; the others if they are known. Recordings without noise, or",
            "20 dB above it, are mixed with those without speech and with made-up sounds."
        },
        footer = {"", "Exit status: 0 done, 1 it failed, 2 bad usage."})
public final class Train implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Folders of recordings.")
    private final List<Path> folders = new ArrayList<>();

    @Option(names = "--out", paramLabel = "MODEL.txt", required = true, description = "Where the network goes.")
    private Path model = Path.of("");

    @Option(
            names = "--cross-validate",
            paramLabel = "DIR",
            description =
                    "Trains a network for each kind of noise, and for each speaker without noise, that has not heard it,"
                            + " and writes what they say to DIR: NAME.csv and NAME.events.csv.")
    private @Nullable Path answers;

    @Option(
            names = "--clips",
            defaultValue = "300",
            description = "Clips of 24 s to mix for each of the " + TrainingPlan.NETWORKS
                    + " networks whose mean is the result. Default: ${DEFAULT-VALUE}.")
    private int clips = TrainingPlan.CLIPS;

    @Option(names = "--seed", defaultValue = "1", description = "Of all that is random. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingPlan.SEED;

    @Option(names = "--threads", description = "Default: one per processor. Makes no difference to the result.")
    private int threads = Runtime.getRuntime().availableProcessors();

    Train(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Train(out, err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println(report(failure));
                    return isUsage(failure) ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    /** For a person where one can act on it; a stack trace otherwise. */
    private static String report(Exception failure) throws Exception {
        if (failure instanceof BatonException known) {
            return known.report();
        }
        throw failure;
    }

    private static boolean isUsage(Exception failure) {
        return failure instanceof BatonException known && known.code() == ErrorCode.BAD_USAGE;
    }

    @Override
    public Integer call() {
        var recordings = Recordings.read(folders);
        if (answers != null) {
            recordings.requireDistinctNames();
        }
        var plan = plan();
        err.printf(Locale.ROOT, "%s%n", summary(recordings));
        Map<String, SpeechModel> unheard =
                answers == null ? Map.of() : new CrossValidation(plan, threads, err::println).models(recordings);
        var trained = new ModelTraining(plan).train(recordings);
        write(trained, comment(recordings));
        var report = new Report(recordings, answers != null);
        for (Recording recording : recordings.all()) {
            judge(recording, trained, report.heard(recording.fold()), null);
            SpeechModel own = unheard.get(recording.fold());
            if (own != null) {
                judge(recording, own, report.unheard(recording.fold()), answers);
            }
        }
        out.print(report.table());
        return CommandLine.ExitCode.OK;
    }

    private TrainingPlan plan() {
        if (clips < 0 || threads < 1) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--clips must not be negative and --threads must be positive, clips=" + clips + ", threads="
                            + threads,
                    "",
                    "leave them out for the defaults");
        }
        return TrainingPlan.defaults().withClips(clips).withSeed(seed);
    }

    private static void judge(Recording recording, SpeechModel model, FrameScore score, @Nullable Path folder) {
        try (var detector = new EnergyDetector(recording.rateHz(), model)) {
            var detection = Listening.to(recording.samples(), detector);
            score.add(recording, detection);
            if (folder != null) {
                Files.createDirectories(folder);
                DetectionFiles.write(folder, recording.name(), detection);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void write(SpeechModel trained, String comment) {
        var text = new StringBuilder();
        try {
            trained.write(text, comment);
            Files.writeString(model, text);
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(model, e);
        }
    }

    private static BatonException unwritable(@Nullable Path file, Exception cause) {
        return new BatonException(
                ErrorCode.SINK_FAILED,
                file + " cannot be written: " + cause.getMessage(),
                "",
                "name a place that exists and where you may write",
                cause);
    }

    private static String summary(Recordings recordings) {
        return String.format(
                Locale.ROOT, "%d recordings, %.1f min", recordings.all().size(), recordings.minutes());
    }

    /** All that the model depends on, and no more. */
    private String comment(Recordings recordings) {
        String named = folders.stream().map(Path::toString).collect(Collectors.joining(" "));
        return "%s; dev.baton.benchmarks.vad.training.Train %s --clips %d --seed %d"
                .formatted(summary(recordings), named, clips, seed);
    }
}
