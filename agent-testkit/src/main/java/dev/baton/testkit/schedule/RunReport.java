package dev.baton.testkit.schedule;

import java.util.List;

/** What came of many random calls. */
public final class RunReport {
    private final long firstSeed;
    private final Tally tally;
    private final List<RandomSchedules.Failure> failures;
    private final CoverageTable table;

    RunReport(long firstSeed, Tally tally, List<RandomSchedules.Failure> failures) {
        this.firstSeed = firstSeed;
        this.tally = tally;
        this.failures = List.copyOf(failures);
        table = new CoverageTable(tally.coverage(), Unreachable.load());
    }

    public long firstSeed() {
        return firstSeed;
    }

    /** How many were run. */
    public long calls() {
        return tally.calls();
    }

    /** How many broke a promise; a run stops after a few. */
    public int failedCalls() {
        return tally.failedSeeds().size();
    }

    /** The first of those, made short. */
    public List<RandomSchedules.Failure> failures() {
        return failures;
    }

    /** Of what a call hears from outside: sounds, texts, keys, the line, the handler; neither time nor the agent's own playout. */
    public int medianEvents() {
        return tally.medianEvents();
    }

    public int medianSeconds() {
        return tally.medianSeconds();
    }

    /** Percent of the pairs of event and state that can come about and did. */
    public double coveredPercent() {
        return table.percent();
    }

    /** For people: a line per kind of event, and the sum. */
    public List<String> coverageLines() {
        return table.lines();
    }

    /** Pairs that can come about and did not. */
    public List<String> missedPairs() {
        return table.missed();
    }

    /** Pairs that came about although they are listed as unreachable. */
    public List<String> impossiblePairs() {
        return table.impossible();
    }
}
