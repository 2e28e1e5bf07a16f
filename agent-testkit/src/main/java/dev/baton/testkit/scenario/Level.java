package dev.baton.testkit.scenario;

import java.util.Locale;

/** How much a scenario matters. */
public enum Level {
    /** Acceptance: may neither fail nor be skipped. */
    MUST,
    /** Expected of a good framework: may neither fail nor be skipped. */
    SHOULD,
    /** Only where the feature exists: may be skipped. */
    OPTIONAL;

    /** As files have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
