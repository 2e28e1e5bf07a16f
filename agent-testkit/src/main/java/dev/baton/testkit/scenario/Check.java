package dev.baton.testkit.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One expectation, held against a run.
 *
 * @param explanation what met it, or what came nearest; may be empty where it was met
 */
public record Check(Expectation expectation, boolean met, String explanation) {
    static Check met(Expectation expectation, @Nullable Seen by) {
        return new Check(expectation, true, by == null ? "" : Told.seen(by));
    }

    static Check unmet(Expectation expectation, String explanation) {
        return new Check(expectation, false, explanation);
    }
}
