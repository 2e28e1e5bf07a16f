package dev.baton.examples.cli;

import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.Replay;
import dev.baton.journal.ReplayResult;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./baton replay}: recorded calls again, and where they first go another way. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Has calls again that --record kept, at two levels:",
            "  decisions   what the turn machine heard, through the turn machine: the same actions?",
            "  audio       the caller's audio and the recogniser's messages, through everything that hears them: the same decisions?",
            "Prints the first difference, if there is one."
        },
        footer = {"", "Exit status: 0 all the same, 1 a difference, or a journal that cannot be replayed, 2 bad usage."
        })
final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of recorded calls, or folders of those.")
    private final List<Path> folders = new ArrayList<>();

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "Another detector than the recorded one: what would it have heard?")
    private @Nullable String detector;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean same = true;
        for (var journal : Journals.in(folders)) {
            same &= replay(journal);
        }
        console.out().flush();
        return same ? Baton.DONE : Baton.FAILED;
    }

    private boolean replay(Path journal) {
        boolean redacted;
        String recorded;
        String recogniser;
        try (var reader = JournalReader.open(journal)) {
            redacted = reader.header().redacted();
            recorded = reader.header().detector();
            recogniser = reader.header().recogniser();
        }
        console.out().println(" " + journal);
        boolean same = print("decisions", Replay.ofDecisions(journal));
        if (redacted) {
            console.out().println("   audio      none: the journal is redacted");
            return same;
        }
        boolean hasWire = Replay.hasWire(journal);
        if (!hasWire && recogniserWaited(journal)) {
            console.out()
                    .println(
                            "   audio      none: the recogniser was in the same process, and what it did is not in the journal");
            return same;
        }
        var service = hasWire ? SttService.listeningAgain(recogniser) : null;
        var provider = VoiceActivityDetectorProvider.named(detector == null ? recorded : detector);
        return print("audio", Replay.ofAudio(journal, service, provider)) && same;
    }

    /** Without a wire, for something of its own that is no message. */
    private static boolean recogniserWaited(Path journal) {
        try (var reader = JournalReader.open(journal)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry instanceof JournalEntry.TimerFired) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean print(String level, ReplayResult result) {
        var out = console.out();
        out.printf(
                "   %-10s %s: %,d decisions, %s of the call%s%n",
                level,
                result.isIdentical() ? "identical" : "DIFFERENT",
                result.decisions(),
                Figures.clock(result.replayed()),
                result.complete() || !result.isIdentical() ? "" : ", up to where the journal was cut off");
        result.difference().ifPresent(difference -> {
            out.println("     at " + Figures.clock(difference.at()));
            out.println("       recorded  " + difference.recorded());
            out.println("       replayed  " + difference.replayed());
        });
        return result.isIdentical();
    }
}
