package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalReader;
import dev.baton.journal.Replay;
import dev.baton.journal.ReplayResult;
import dev.baton.tuning.RecordedCall;
import dev.baton.tuning.WhatIf;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "Prints the first difference, if there is one. With --set, tells what would have happened instead."
        },
        footer = {"", "Exit status: 0 all the same, 1 a difference, or a journal that cannot be replayed, 2 bad usage."
        })
final class ReplayCommand implements Callable<Integer> {
    /** Of more calls than this only those are shown that differ. */
    private static final int MOST_IN_FULL = 20;

    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of recorded calls, or folders of those.")
    private final List<Path> folders = new ArrayList<>();

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "Another detector than the recorded one: what would it have heard?")
    private @Nullable String detector;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "What would have happened with another setting, such as turn.min-endpointing=700ms; may be repeated.")
    private final Map<String, String> settings = Map.of();

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!settings.isEmpty()) {
            return whatIf();
        }
        var journals = Journals.in(folders);
        var replayed = journals.parallelStream().map(this::replay).toList();
        replayed.stream()
                .filter(call -> journals.size() <= MOST_IN_FULL || !call.isSame())
                .forEach(this::print);
        if (journals.size() > 1) {
            long same = replayed.stream().filter(Replayed::isSame).count();
            var length = replayed.stream().map(Replayed::length).reduce(Duration.ZERO, Duration::plus);
            console.out()
                    .println(" " + same + " of " + Figures.count(journals.size(), "call") + " the same again, "
                            + Figures.clock(length) + " in all");
        }
        console.out().flush();
        return replayed.stream().allMatch(Replayed::isSame) ? Baton.DONE : Baton.FAILED;
    }

    private int whatIf() {
        changed(TurnConfig.builder()); // a wrong setting is told before anything is read
        boolean all = true;
        for (var journal : Journals.in(folders)) {
            all &= whatIf(journal);
        }
        console.out().flush();
        return all ? Baton.DONE : Baton.FAILED;
    }

    /** @return whether it could be asked */
    private boolean whatIf(Path journal) {
        try {
            var call = RecordedCall.read(journal);
            console.out()
                    .println(" " + journal + "   with "
                            + settings.entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue() + " (was "
                                            + call.settings().text(each.getKey()) + ")")
                                    .collect(Collectors.joining(", ")));
            new WhatIfTable(console.out()).print(call.outcome(), WhatIf.with(call, this::changed));
            return true;
        } catch (BatonException e) {
            console.complain(e);
            return false;
        }
    }

    private TurnConfig.Builder changed(TurnConfig.Builder builder) {
        settings.forEach(builder::set);
        return builder;
    }

    /**
     * What came of one call.
     *
     * @param decisions null where it could not be replayed
     * @param audio null where there was none
     */
    private record Replayed(
            Path journal,
            @Nullable ReplayResult decisions,
            @Nullable ReplayResult audio,
            @Nullable BatonException problem) {
        boolean isSame() {
            return problem == null
                    && decisions != null
                    && decisions.isIdentical()
                    && (audio == null || audio.isIdentical());
        }

        Duration length() {
            return decisions == null ? Duration.ZERO : decisions.replayed();
        }
    }

    private Replayed replay(Path journal) {
        ReplayResult decisions = null;
        try {
            JournalHeader header;
            try (var reader = JournalReader.open(journal)) {
                header = reader.header();
            }
            decisions = Replay.ofDecisions(journal);
            return new Replayed(journal, decisions, header.redacted() ? null : audio(journal, header), null);
        } catch (BatonException e) {
            return new Replayed(journal, decisions, null, e);
        }
    }

    private ReplayResult audio(Path journal, JournalHeader header) {
        var service = Replay.hasWire(journal) ? SttService.listeningAgain(header.recogniser()) : null;
        var provider = VoiceActivityDetectorProvider.named(detector == null ? header.detector() : detector);
        return Replay.ofAudio(journal, service, provider);
    }

    private void print(Replayed call) {
        console.out().println(" " + call.journal());
        if (call.decisions() != null) {
            print("decisions", call.decisions());
        }
        if (call.audio() != null) {
            print("audio", call.audio());
        } else if (call.problem() == null) {
            console.out().println("   audio      none: the journal is redacted");
        }
        if (call.problem() != null) {
            console.complain(call.problem());
        }
    }

    private void print(String level, ReplayResult result) {
        var out = console.out();
        out.printf(
                "   %-10s %s: %,d decisions, %s of the call%s%n",
                level,
                result.isIdentical() ? "identical" : "DIFFERENT",
                result.decisions(),
                Figures.clock(result.replayed()),
                result.complete() || !result.isIdentical() ? "" : ", up to where the journal was cut off");
        result.blindFrom()
                .ifPresent(from -> out.println("     from " + Figures.clock(from)
                        + " on it cannot be told: decisions hang on words, and the journal masks them"));
        result.difference().ifPresent(difference -> {
            out.println("     at " + Figures.clock(difference.at()));
            out.println("       recorded  " + difference.recorded());
            out.println("       replayed  " + difference.replayed());
        });
    }
}
