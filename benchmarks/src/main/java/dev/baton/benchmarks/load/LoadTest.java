package dev.baton.benchmarks.load;

import dev.baton.benchmarks.PinnedJvm;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What does a call cost, against the bare job in the same run? Starts the emulator on one core, then the floor and Baton, one after the other, on another, and prints one table. Exits with 1
 * if Baton got fewer than 99 % of the turns or costs more than twice the floor.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.baton.benchmarks.load.LoadTest --calls 500 --seconds 40
 *     [--warm-up 30]          seconds that are not counted: the JIT compiler is busy with what is new to it
 *     [--rounds 1]            so often one after the other, and the mean: for a machine that does other things too
 *     [--profile load.jfr]    records Baton with the JDK's flight recorder, which costs some percent
 * }</pre>
 */
public final class LoadTest {
    private static final double MIN_TURNS = 0.99;
    private static final double MAX_RATIO = 2.0;
    private static final int SERVICE_CORE = 0;
    private static final int TESTED_CORE = 1;

    private LoadTest() {}

    public static void main(String[] arguments) throws IOException {
        var options = options(arguments);
        var recording = options.get("profile");
        try (var emulator = PinnedJvm.start(SERVICE_CORE, List.of(), Emulator.class, List.of())) {
            var plan = new LoadPlan(
                    number(options, "calls", 500),
                    Duration.ofSeconds(number(options, "warm-up", 30)),
                    Duration.ofSeconds(number(options, "seconds", 40)),
                    URI.create("ws://127.0.0.1:" + emulator.said("port").strip()));
            List<String> flags = recording == null ? List.of() : recorder(plan, recording);
            var floors = new ArrayList<Figures>();
            var batons = new ArrayList<Figures>();
            for (int round = 0; round < number(options, "rounds", 1); round++) {
                floors.add(measured(Floor.class, List.of(), plan));
                batons.add(measured(BatonCalls.class, flags, plan));
            }
            var floor = Figures.mean(floors);
            var baton = Figures.mean(batons);
            LoadTable.print(plan, floor, baton);
            boolean enough = baton.of("got") >= MIN_TURNS * baton.of("due");
            boolean cheap = baton.of("cpu") <= MAX_RATIO * floor.of("cpu");
            System.exit(enough && cheap ? 0 : 1);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        var given = options.get(name);
        return given == null ? otherwise : Integer.parseInt(given);
    }

    private static Figures measured(Class<?> program, List<String> flags, LoadPlan plan) throws IOException {
        try (var jvm = PinnedJvm.start(TESTED_CORE, flags, program, plan.arguments())) {
            return Figures.parse(jvm.said("measured"));
        }
    }

    /** What is recorded begins with what is counted. */
    private static List<String> recorder(LoadPlan plan, String file) {
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,delay="
                        + plan.warmUp().toSeconds() + "s,filename=" + file);
    }
}
