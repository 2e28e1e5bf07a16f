package dev.baton.benchmarks.tuning;

import dev.baton.journal.Replay;
import dev.baton.tuning.RecordedCall;
import dev.baton.tuning.Sweep;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Records many calls, has all of them again at both levels, and asks all of them about nine values of a setting. */
public final class RecordedCalls {
    private static final PrintStream OUT = System.out;

    private RecordedCalls() {}

    /** @param arguments how many calls, and the folder that they go to */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        var folder = Path.of(arguments[1]);
        var journals = IntStream.rangeClosed(1, count)
                .mapToObj(number -> folder.resolve(String.valueOf(number)).resolve("call.journal"))
                .toList();
        timed("recorded", () -> {
            LongStream.rangeClosed(1, count)
                    .parallel()
                    .forEach(seed -> CallGenerator.record(seed, journals.get((int) seed - 1)));
            return described(journals);
        });
        timed(
                "decisions again",
                () -> same(journals.parallelStream()
                        .filter(journal -> Replay.ofDecisions(journal).isIdentical())
                        .count()));
        var detector = VoiceActivityDetectorProvider.installed();
        timed(
                "audio again",
                () -> same(journals.parallelStream()
                        .filter(journal ->
                                Replay.ofAudio(journal, null, detector).isIdentical())
                        .count()));
        timed("read, and swept over 9 values", () -> sweep(journals));
    }

    private static String same(long count) {
        return count + " identical";
    }

    private static String described(List<Path> journals) throws IOException {
        long bytes = 0;
        var length = Duration.ZERO;
        for (var journal : journals) {
            bytes += Files.size(journal);
            length = length.plus(Replay.ofDecisions(journal).replayed());
        }
        return String.format(Locale.ROOT, "%d calls, %d min, %d MB", journals.size(), length.toMinutes(), bytes >> 20);
    }

    private static String sweep(List<Path> journals) {
        List<Sweep.Subject> calls = journals.parallelStream()
                .map(journal -> (Sweep.Subject) RecordedCall.read(journal)::score)
                .toList();
        var candidates = IntStream.rangeClosed(4, 12)
                .mapToObj(tenths -> tenths + "00ms")
                .map(value -> new Sweep.Candidate(value, settings -> settings.set("turn.min-endpointing", value)))
                .toList();
        var text = new StringBuilder();
        for (var point : Sweep.over(calls, candidates)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n    %6s  %5.1f %% of %d turns whole, median wait %.0f ms",
                    point.label(),
                    point.score().percent(point.score().once()).orElse(0),
                    point.score().turns(),
                    point.score().delayNanos(0.5).orElse(0) / 1e6));
        }
        return text.toString();
    }

    private static void timed(String what, Callable<String> work) throws Exception {
        long began = System.nanoTime();
        String outcome = work.call();
        OUT.printf(Locale.ROOT, "  %-30s %6.1f s  %s%n", what, (System.nanoTime() - began) / 1e9, outcome);
    }
}
