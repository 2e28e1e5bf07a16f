package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.testkit.schedule.RandomSchedules;
import dev.baton.testkit.schedule.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./baton schedules}: random calls on virtual time, held against what is promised. */
@Command(
        name = "schedules",
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        sortOptions = false,
        description = {
            "Runs random calls through the real driver on virtual time, one for each seed, and checks what the framework promises of every call.",
            "A call that breaks a promise is made as short as possible, printed and written to a file. Exit status 1 if there is one,",
            "or if 50,000 calls or more bring about less than 99 %% of the pairs of event and state that can come about."
        })
final class SchedulesCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 64;
    private static final int PROGRESS_EVERY = 10_000;

    /** So many calls bring about nearly everything that can come about. */
    private static final long CALLS_THAT_COVER = 50_000;

    private static final int LEAST_COVERED_PERCENT = 99;

    private final Console console;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many calls. Default: ${DEFAULT-VALUE}.")
    private long count = 50_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first call's seed; the others follow. Default: ${DEFAULT-VALUE}.")
    private long firstSeed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that share the work. Default: one per processor.")
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "failed-schedules",
            description = "Where calls that broke a promise are written to. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("failed-schedules");

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Play such a file instead, and print what it breaks now.")
    private @Nullable Path replay;

    @Option(names = "--missed", description = "Print the pairs of event and state that can come about and did not.")
    private boolean missed;

    @Option(names = "--trace", description = "Print all that went into and came out of a call that broke a promise.")
    private boolean trace;

    SchedulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (replay != null) {
            return replay(replay);
        }
        if (count < 1 || threads < 1 || threads > MOST_THREADS) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "--count " + count + " --threads " + threads + " is out of range",
                    "",
                    "use at least 1 call, 1 to " + MOST_THREADS + " threads");
        }
        console.out()
                .println(String.format(
                        Locale.ROOT, " %,d random calls from seed %d, %d threads", count, firstSeed, threads));
        console.out().flush();
        long began = System.nanoTime();
        var report = RandomSchedules.create().run(firstSeed, count, threads, this::progress);
        print(report, Duration.ofNanos(System.nanoTime() - began));
        boolean kept = report.failures().isEmpty() && report.impossiblePairs().isEmpty();
        return kept && !isTooLittle(report) ? Baton.DONE : Baton.FAILED;
    }

    /** A run that stopped early has other faults. */
    private static boolean isTooLittle(RunReport report) {
        return report.calls() >= CALLS_THAT_COVER && report.coveredPercent() < LEAST_COVERED_PERCENT;
    }

    private void progress(long done) {
        if (done % PROGRESS_EVERY == 0) {
            console.complain(String.format(Locale.ROOT, " %,d of %,d calls", done, count));
        }
    }

    private void print(RunReport report, Duration took) throws IOException {
        console.out().println();
        report.coverageLines().forEach(line -> console.out().println("   " + line));
        if (missed) {
            report.missedPairs().forEach(pair -> console.out().println("   not seen: " + pair));
        }
        report.impossiblePairs().forEach(pair -> console.out().println("   " + pair));
        if (isTooLittle(report)) {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "   too little: %.1f %% of the pairs came about, %d %% must in %,d calls or more; --missed names the others",
                            report.coveredPercent(),
                            LEAST_COVERED_PERCENT,
                            CALLS_THAT_COVER));
        }
        for (var failure : report.failures()) {
            var file = out.resolve(failure.promise() + "-" + failure.seed() + ".json");
            if (!failure.schedule().isEmpty()) {
                Files.createDirectories(out);
                Files.writeString(file, failure.schedule());
            }
            console.out().println();
            console.out()
                    .println(" seed " + failure.seed() + " broke " + failure.promise() + ": " + failure.sentence());
            console.out().println("   seen: " + failure.seen());
            console.out().println("   play it again: ./baton schedules --replay " + file);
            failure.schedule().lines().forEach(line -> console.out().println("   " + line));
            if (trace) {
                failure.trace().lines().forEach(line -> console.out().println("   " + line));
            }
        }
        console.out().println();
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        " %,d calls in %s, %,.0f per second, median %d events and %d s each: %d broke a promise",
                        report.calls(),
                        Figures.clock(took),
                        report.calls() * 1e9 / took.toNanos(),
                        report.medianEvents(),
                        report.medianSeconds(),
                        report.failedCalls()));
    }

    private int replay(Path file) {
        if (!Files.isReadable(file)) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    file + " cannot be read",
                    "",
                    "give a file that this command has written");
        }
        if (trace) {
            console.out().println(RandomSchedules.trace(file));
        }
        var broken = RandomSchedules.replay(file);
        broken.forEach(line -> console.out().println(" " + line));
        console.out()
                .println(
                        broken.isEmpty()
                                ? " every promise was kept"
                                : " " + broken.size() + " times a promise was broken");
        return broken.isEmpty() ? Baton.DONE : Baton.FAILED;
    }
}
