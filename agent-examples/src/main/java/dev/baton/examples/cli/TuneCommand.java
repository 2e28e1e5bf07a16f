package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.examples.tuning.SweepRange;
import dev.baton.examples.tuning.TradeOffPlot;
import dev.baton.examples.tuning.TunedCalls;
import dev.baton.tuning.Sweep;
import dev.baton.tuning.SweepPoint;
import dev.baton.turn.TurnConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton tune}: a setting over many recorded calls. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Asks recorded calls what would have happened with each value of a setting: how many turns would have been kept whole, and how long their callers would have waited.",
            "What a caller meant as one turn is taken from the calls: who went on before the answer could be heard had not finished.",
            "Labelled recordings, NAME.wav with NAME.json as for ./baton turns, are held as calls anew, by ear unless --words."
        },
        footer = {"", "Exit status: 0 done, 1 a call could not be read (the others were), 2 bad usage."})
final class TuneCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folders of recorded calls, or folders of those; or labelled WAV files.")
    private final List<Path> places = new ArrayList<>();

    @Option(
            names = "--sweep",
            required = true,
            paramLabel = "KEY=VALUES",
            description =
                    "The setting and its values: turn.min-endpointing=400ms..1200ms:100ms, or turn.endpointing=fixed,dynamic.")
    private String sweep = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another setting that is other than it was in the calls; may be repeated.")
    private final Map<String, String> settings = Map.of();

    @Option(
            names = "--compare",
            paramLabel = "KEY=VALUE[,...]",
            split = "\\|",
            description = "Settings to set against the swept one, as a point of their own; may be repeated.")
    private final List<String> compared = List.of();

    @Option(
            names = "--turn-costs",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description =
                    "How much waiting a turn is worth that was not kept whole and has to be said again; decides which value is chosen. Default: ${DEFAULT-VALUE}.")
    private String turnCosts = "5s";

    @Option(
            names = "--words",
            description = "Labelled recordings have a recogniser, which knows each word 300 ms after it was said.")
    private boolean words;

    @Option(names = "--out", paramLabel = "FILE.svg", description = "Draws the trade-off.")
    private @Nullable Path out;

    TuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var range = SweepRange.parse(sweep);
        var candidates = range.values().stream()
                .map(value -> new Sweep.Candidate(value, with(range.setting() + "=" + value)))
                .toList();
        var others = compared.stream()
                .map(what -> new Sweep.Candidate(what, with(what)))
                .toList();
        var cost = duration(turnCosts);
        candidates.forEach(
                candidate -> candidate.change().apply(TurnConfig.builder()).build());
        others.forEach(
                candidate -> candidate.change().apply(TurnConfig.builder()).build());
        var inputs = inputs();
        var calls = read(inputs);
        if (calls.isEmpty()) {
            return Baton.FAILED;
        }
        var points = Sweep.over(calls, candidates);
        var against = Sweep.over(calls, others);
        var chosen = Sweep.choose(points, cost);
        new TuneTable(console.out(), console.terminal(), cost)
                .print(range.setting(), calls.size(), points, against, chosen);
        if (out != null) {
            draw(out, range, calls.size(), points, against, chosen);
        }
        return calls.size() == inputs.size() ? Baton.DONE : Baton.FAILED;
    }

    /** WAV files as they are, and the journals in everything else. */
    private List<Path> inputs() {
        var found = new ArrayList<Path>();
        for (var place : places) {
            if (isWav(place)) {
                found.add(place);
            } else {
                found.addAll(Journals.in(List.of(place)));
            }
        }
        return found;
    }

    private static boolean isWav(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    private List<Sweep.Subject> read(List<Path> inputs) {
        var calls = new ArrayList<Sweep.Subject>();
        for (var input : inputs) {
            try {
                calls.add(isWav(input) ? TunedCalls.labelled(input, words) : TunedCalls.recorded(input));
            } catch (BatonException e) {
                console.complain(e);
            }
        }
        return calls;
    }

    private UnaryOperator<TurnConfig.Builder> with(String change) {
        return builder -> {
            settings.forEach(builder::set);
            for (var each : change.split(",(?=[a-z-]+\\.)", -1)) {
                int equals = each.indexOf('=');
                if (equals < 1) {
                    throw new BatonException(
                            ErrorCode.BAD_USAGE, "\"" + each + "\" is no setting and its value", "", "write KEY=VALUE");
                }
                builder.set(
                        each.substring(0, equals).strip(),
                        each.substring(equals + 1).strip());
            }
            return builder;
        };
    }

    private static Duration duration(String text) {
        try {
            return TurnConfig.builder().set("turn.user-idle", text).build().userIdle();
        } catch (BatonException e) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE, "--turn-costs " + text + " is no duration", "", "write one such as 5s", e);
        }
    }

    private void draw(
            Path file,
            SweepRange range,
            int calls,
            List<SweepPoint> points,
            List<SweepPoint> others,
            SweepPoint chosen) {
        var score = chosen.score();
        String subtitle = Figures.count(calls, "call") + ", " + Figures.count(score.turns(), "turn") + "; chosen "
                + chosen.label() + ", where a turn that is not kept whole costs " + turnCosts;
        var set = settings.entrySet().stream()
                .map(each -> "  " + each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining());
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, TradeOffPlot.draw(range.setting() + set, subtitle, points, others, chosen));
            console.out().println(" Drawn in " + file);
            console.out().flush();
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    file + " cannot be written: " + AudioInput.reason(e),
                    "",
                    "check the folder, and the right to write there",
                    e);
        }
    }
}
