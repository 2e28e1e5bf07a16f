package dev.baton.benchmarks.load;

import java.util.Locale;

/** The result, for people. */
final class LoadTable {
    private LoadTable() {}

    static void print(LoadPlan plan, Figures floor, Figures baton) {
        say(
                "%d calls at once, %d s after %d s of warm-up, messages of 100 ms, JDK %s",
                plan.calls(), plan.length().toSeconds(), plan.warmUp().toSeconds(), System.getProperty("java.version"));
        say("%-44s %18s %18s", "", "floor", "Baton");
        row("CPU per call-second, ms", "%18.3f", floor, baton, "cpu");
        row("  the JIT compiler's part of it, ms", "%18.3f", floor, baton, "compiler");
        row("of one core, %", "%18.1f", floor, baton, "core");
        row("resident memory, MB", "%18.0f", floor, baton, "rss");
        pair("(a) finalize added, p50 / p95 ms", floor, baton, Tally.Figure.FINALIZE_ADDED);
        pair("(b) final to handler, p50 / p95 ms", floor, baton, Tally.Figure.FINAL_TO_HANDLER);
        pair("end of speech to handler, p50 / p95 ms", floor, baton, Tally.Figure.SPEECH_END_TO_HANDLER);
        pair("barge-in, p50 / p95 ms", floor, baton, Tally.Figure.BARGE_IN);
        pair("frame lag, p50 / p95 ms", floor, baton, Tally.Figure.FRAME_LAG);
        say("%-44s %18s %18s", "turns got / due", turns(floor), turns(baton));
        row("problems reported", "%18.0f", floor, baton, "problems");
        say("Baton costs %.2f times the floor", baton.of("cpu") / floor.of("cpu"));
    }

    private static void row(String name, String format, Figures floor, Figures baton, String figure) {
        say("%-44s " + format + " " + format, name, floor.of(figure), baton.of(figure));
    }

    private static void pair(String name, Figures floor, Figures baton, Tally.Figure figure) {
        say("%-44s %18s %18s", name, percentiles(floor, figure), percentiles(baton, figure));
    }

    private static String percentiles(Figures figures, Tally.Figure figure) {
        return String.format(Locale.ROOT, "%.1f / %.1f", figures.of(figure + ".p50"), figures.of(figure + ".p95"));
    }

    private static String turns(Figures figures) {
        return String.format(Locale.ROOT, "%.0f / %.0f", figures.of("got"), figures.of("due"));
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
