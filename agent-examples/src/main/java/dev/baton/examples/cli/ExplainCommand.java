package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.explain.CallExplanation;
import dev.baton.explain.Explanation;
import dev.baton.journal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton explain}: why the turns of a recorded call ended as they did, and what to change where a caller would complain. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Tells why the turns of a call that --record kept ended as they did, and where a caller would complain: which setting to change, and to what.",
            "Symptoms and settings: docs/tuning-by-symptom.md"
        },
        footer = {
            "",
            "Exit status: 0 explained, complaints or not; 1 a journal that cannot be read, 2 bad usage or an unknown turn."
        })
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of recorded calls, or folders of those.")
    private final List<Path> folders = new ArrayList<>();

    @Option(
            names = "--turn",
            paramLabel = "N",
            description = "One turn of one call, from its first sound to its answer.")
    private @Nullable Integer turn;

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var journals = Journals.in(folders);
        if (turn != null && journals.size() > 1) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--turn is about one call, and there are " + journals.size() + " here",
                    "found " + journals.get(0) + ", " + journals.get(1) + (journals.size() > 2 ? ", ..." : ""),
                    "name the folder of one call");
        }
        journals.forEach(this::explain);
        console.out().flush();
        return Baton.DONE;
    }

    private void explain(Path journal) {
        try (var reader = JournalReader.open(journal)) {
            boolean redacted = reader.header().redacted();
            var call = CallExplanation.of(reader);
            var only = turn == null ? null : turn(call, turn, journal);
            if (json) {
                new ExplanationJson(console.out()).print(journal, call, only, redacted);
            } else if (only == null) {
                new ExplanationText(console.out(), console.terminal()).call(journal, call, redacted);
            } else {
                new ExplanationText(console.out(), console.terminal()).turn(only);
            }
        }
    }

    private static Explanation turn(CallExplanation call, int number, Path journal) {
        return call.turn(number)
                .orElseThrow(() -> new BatonException(
                        ErrorCode.UNKNOWN_NAME,
                        journal + " has no turn " + number,
                        call.turns().isEmpty()
                                ? "it has none at all"
                                : "it has turn "
                                        + call.turns().stream()
                                                .map(turn -> String.valueOf(turn.turn()))
                                                .collect(Collectors.joining(", ")),
                        "choose one of them, or leave --turn out to see what was said in each"));
    }
}
