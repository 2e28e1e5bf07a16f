package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.explain.CallExplanation;
import dev.baton.explain.Explanation;
import dev.baton.journal.JournalReader;
import dev.baton.testkit.call.BadCall;
import dev.baton.testkit.call.MemoryJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
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

    @Parameters(paramLabel = "DIR", arity = "0..*", description = "Folders of recorded calls, or folders of those.")
    private final List<Path> folders = new ArrayList<>();

    @Option(
            names = "--turn",
            paramLabel = "N",
            description = "One turn of one call, from its first sound to its answer.")
    private @Nullable Integer turn;

    @Option(
            names = "--example",
            paramLabel = "NAME",
            completionCandidates = Examples.class,
            description =
                    "Instead of a recorded call, one that goes wrong, held now on virtual time: ${COMPLETION-CANDIDATES}.")
    private @Nullable String example;

    @Option(names = "--json", description = "Print JSON Lines, and nothing else, on standard output.")
    private boolean json;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (example != null) {
            explainExample(named(example));
            console.out().flush();
            return Baton.DONE;
        }
        if (folders.isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "explain needs the folder of a recorded call",
                    "",
                    "record one: ./baton call --record out/   or see what it looks like: ./baton explain --example cut-off");
        }
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
            boolean inFolder = journal.endsWith(CallFolder.JOURNAL) && journal.getParent() != null;
            explain(reader, journal.toString(), String.valueOf(inFolder ? journal.getParent() : journal));
        }
    }

    private void explainExample(BadCall bad) {
        if (!folders.isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE, "--example is a call of its own", "", "leave out " + folders.get(0));
        }
        var journal = new MemoryJournal();
        bad.hold(journal);
        explain(journal.read(), "example " + bad.label(), "--example " + bad.label());
    }

    private static BadCall named(String label) {
        return Arrays.stream(BadCall.values())
                .filter(bad -> bad.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Names.unknown("example", label, new Examples().labels()));
    }

    /** @param again what names the same call on the command line */
    private void explain(JournalReader journal, String name, String again) {
        boolean redacted = journal.header().redacted();
        var call = CallExplanation.of(journal);
        var only = turn == null ? null : turn(call, turn, name);
        if (json) {
            new ExplanationJson(console.out()).print(name, call, only, redacted);
        } else if (only == null) {
            new ExplanationText(console.out(), console.terminal()).call(name, again, call, redacted);
        } else {
            new ExplanationText(console.out(), console.terminal()).turn(only);
        }
    }

    /** Names of {@link BadCall}s. */
    static final class Examples implements Iterable<String> {
        List<String> labels() {
            return Arrays.stream(BadCall.values()).map(BadCall::label).toList();
        }

        @Override
        public Iterator<String> iterator() {
            return labels().iterator();
        }
    }

    private static Explanation turn(CallExplanation call, int number, String journal) {
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
