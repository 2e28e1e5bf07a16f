package dev.baton.testkit.scenario;

import dev.baton.turn.TurnEvent;
import java.util.List;

/**
 * Plays scenarios to the turn machine on virtual time. Events of one instant come in the order of the file and before whatever is due then; the run goes on for ten seconds after
 * the last event. Stateless; a run takes about a millisecond and gives the same result every time.
 */
public final class ScenarioRunner {
    private static final double RUN_ON_MS = 10_000;

    private ScenarioRunner() {}

    /**
     * Whatever the machine throws makes the scenario fail.
     *
     * @throws IllegalArgumentException if the scenario was made by hand and its config is none
     */
    public static ScenarioResult run(Scenario scenario) {
        var knobs = EventFeed.knobs(new Knobs(), scenario.config());
        var missing = knobs.missingFeature();
        if (missing.isPresent()) {
            return ScenarioResult.skipped(scenario, missing.get());
        }
        var call = new VirtualCall(knobs.settings());
        var feed = new EventFeed(call, knobs);
        try {
            for (var event : scenario.events()) {
                call.passTimeBefore(nanos(event.tMs()));
                feed.feed(event);
            }
            long end = nanos(scenario.lastEventMs() + RUN_ON_MS);
            call.passTimeBefore(end);
            call.hear(new TurnEvent.TimePassed(end));
        } catch (RuntimeException | AssertionError e) {
            return ScenarioResult.broken(scenario, call.seen(), e);
        }
        var matching = new Matching(call.seen(), scenario.lastEventMs());
        List<Check> checks =
                scenario.expectations().stream().map(matching::check).toList();
        return ScenarioResult.of(scenario, call.seen(), checks);
    }

    static long nanos(double ms) {
        return Math.round(ms * 1e6);
    }
}
