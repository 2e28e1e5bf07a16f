package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.cli.VadInputs.Recording;
import dev.baton.examples.endpointing.ExpectedDigits;
import dev.baton.examples.endpointing.TurnRun;
import dev.baton.examples.endpointing.TurnTruth;
import dev.baton.transport.WavAudioSource;
import dev.baton.tuning.CallOutcome;
import dev.baton.tuning.TurnScore;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton turns}: where turns end in recordings, and how right that is. */
@Command(
        name = "turns",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Ends the turns in recordings as a call does, without an agent, on virtual time. For each NAME.wav, DIR gets:",
            "  NAME.turns.csv     start_s,end_s,committed_at_s",
            "With the truth in a NAME.json beside the WAV file, in seconds,",
            "  {\"speech\": [[0.52, 1.90]], \"turns\": [{\"start\": 0.52, \"end\": 4.10, \"text\": \"..\"}], \"group\": \"..\"}",
            "a table says how many turns were committed exactly once, and how soon."
        },
        footer = {"", "Exit status: 0 done, 1 a file failed (the others were done), 2 bad usage."})
final class TurnsCommand implements Callable<Integer> {
    private static final String TRUTH = "truth";
    private static final String NO_GROUP = "other";

    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "WAV files, or folders of them.")
    private final List<Path> files = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where the results go; made if it is not there.")
    private Path out = Path.of("");

    @Option(
            names = "--endpointer",
            paramLabel = "NAME",
            description = "Sets turn.endpointing: fixed, dynamic, adaptive or text. Default: the setting's.")
    private @Nullable String endpointer;

    @Option(
            names = "--timeout-ms",
            paramLabel = "N",
            description = "Sets turn.min-endpointing: the quiet of fixed, the shortest of the others.")
    private @Nullable Integer timeoutMillis;

    @Option(
            names = "--words",
            paramLabel = "DIR",
            description = {
                "Feeds the words of DIR/NAME.json as a recogniser would; without, turns end by sound alone.",
                "Each turn's text is spread over the speech in it."
            })
    private @Nullable Path words;

    @Option(
            names = "--word-delay-ms",
            paramLabel = "N",
            defaultValue = "300",
            description = "From the end of a word until it is known. Default: ${DEFAULT-VALUE}.")
    private int wordDelayMillis = 300;

    @Option(
            names = "--answer-ms",
            paramLabel = "N",
            defaultValue = "150",
            description = "From a finalize to its answer, at least. Default: ${DEFAULT-VALUE}.")
    private int answerMillis = 150;

    @Option(
            names = "--expect",
            paramLabel = "ANSWER",
            description = {
                "What each question expects: digits, digits:N, or digits:truth, as many digits as the turn has",
                "in truth, for questions that say how many."
            })
    private @Nullable String expect;

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = {
                "energy, level, or another on the class path; truth: speech is where NAME.json has it, which",
                "tells the endpointer's errors from the detector's. Default: the one that calls use."
            })
    private @Nullable String detector;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting of docs/config-reference.md.")
    private final Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--json",
            description = "Prints the figures as JSON Lines: one for each file, then one for each group.")
    private boolean json;

    TurnsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var settings = settings();
        var inputs = VadInputs.of(files);
        checkResults(inputs.recordings());
        makeFolder();
        inputs.problems().forEach(console::complain);
        Map<String, TurnScore> groups = new LinkedHashMap<>();
        int failed = inputs.problems().size();
        var progress = new FileProgress(
                console, inputs.recordings().stream().map(Recording::file).toList(), json);
        for (var recording : inputs.recordings()) {
            progress.begin(recording.file());
            try {
                run(recording, settings, groups);
            } catch (BatonException e) {
                failed++;
                progress.clear();
                console.complain(e);
            }
            progress.end(recording.file());
        }
        report(groups);
        return failed == 0 ? Baton.DONE : Baton.FAILED;
    }

    private TurnRun.Settings settings() {
        var turns = TurnConfig.builder();
        if (endpointer != null) {
            turns.set("turn.endpointing", endpointer);
        }
        if (timeoutMillis != null) {
            turns.set("turn.min-endpointing", timeoutMillis + "ms");
        }
        set.forEach(turns::set);
        return new TurnRun.Settings(
                provider(),
                turns.build(),
                words != null,
                millis("--word-delay-ms", wordDelayMillis),
                millis("--answer-ms", answerMillis),
                expect == null ? ExpectedDigits.nothing() : ExpectedDigits.parse(expect));
    }

    /** @return null for the truth */
    private @Nullable VoiceActivityDetectorProvider provider() {
        if (detector == null) {
            return VoiceActivityDetectorProvider.installed();
        }
        return detector.equals(TRUTH) ? null : VoiceActivityDetectorProvider.named(detector);
    }

    private static Duration millis(String option, int value) {
        if (value < 0 || value > 10_000) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE, option + " " + value + " is not within 0 and 10000", "", "give milliseconds");
        }
        return Duration.ofMillis(value);
    }

    private void run(Recording recording, TurnRun.Settings settings, Map<String, TurnScore> groups) {
        var truth = truthOf(recording.truth());
        Optional<TurnTruth> said =
                words == null ? Optional.empty() : truthOf(words.resolve(recording.name() + ".json"));
        if (truth.isEmpty()
                && (settings.detector() == null || settings.expected().needsTruth())) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    recording.truth() + " is needed for the truth, and does not tell it",
                    "",
                    "put a file with \"speech\" and \"turns\" there, or leave truth out of --detector and --expect");
        }
        long lengthNanos;
        try (var source = WavAudioSource.open(recording.file())) {
            lengthNanos = source.duration().toNanos();
        }
        var heard = TurnRun.of(recording.file(), settings, truth, said);
        write(recording, heard);
        var score = truth.map(told -> TurnScore.of(heard, told.trueTurns(), lengthNanos));
        score.ifPresent(found -> groups.merge(
                truth.map(TurnTruth::group).filter(group -> !group.isEmpty()).orElse(NO_GROUP),
                found,
                TurnScore::plus));
        if (json) {
            var line = TurnsTable.json("turns", score.orElse(TurnScore.NONE), score.isPresent());
            line.put("file", recording.file().toString())
                    .put("committed", heard.turns().size());
            JsonLines.print(console.out(), line);
        }
    }

    private Optional<TurnTruth> truthOf(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return TurnTruth.read(file);
        } catch (IOException e) {
            console.complain("warn  " + file + " does not count as the truth: "
                    + AudioInput.reason(e).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static String resultName(Recording recording) {
        return recording.name() + ".turns.csv";
    }

    private void checkResults(List<Recording> recordings) {
        var names = new LinkedHashMap<String, Recording>();
        for (var recording : recordings) {
            var other = names.put(resultName(recording), recording);
            if (other != null) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        other.file() + " and " + recording.file() + " would both be written to "
                                + out.resolve(resultName(recording)),
                        "",
                        "give each its own --out, in a run of its own");
            }
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw notWritten(out, e);
        }
    }

    private void write(Recording recording, CallOutcome heard) {
        var text = new StringBuilder("start_s,end_s,committed_at_s\n");
        for (var turn : heard.turns()) {
            text.append(seconds(turn.startNanos()))
                    .append(',')
                    .append(seconds(turn.endNanos()))
                    .append(',')
                    .append(seconds(turn.committedNanos()))
                    .append('\n');
        }
        Path to = out.resolve(resultName(recording));
        try {
            Files.writeString(to, text);
        } catch (IOException e) {
            throw notWritten(to, e);
        }
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos / 1_000, 6).toPlainString();
    }

    private static BatonException notWritten(Path to, IOException cause) {
        return new BatonException(
                ErrorCode.RECORDING_FAILED,
                to + " cannot be written: " + AudioInput.reason(cause),
                "",
                "check the folder, the right to write there, and the free space",
                cause);
    }

    private void report(Map<String, TurnScore> groups) {
        if (json) {
            groups.forEach((group, score) -> JsonLines.print(
                    console.out(), TurnsTable.json("group", score, true).put("group", group)));
        } else if (!groups.isEmpty()) {
            TurnsTable.print(console.out(), console.terminal(), groups);
            console.out().println();
            console.out()
                    .println(
                            " Once: committed exactly once, as one; of all true turns. Delay: from the true end of those.");
        }
        if (!json) {
            console.out().println(" Written to " + out + ": NAME.turns.csv.");
        }
        console.out().flush();
    }
}
