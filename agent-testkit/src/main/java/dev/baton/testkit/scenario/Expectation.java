package dev.baton.testkit.scenario;

import java.util.List;
import java.util.Map;

/** What a scenario wants to see, or not to see. Windows are milliseconds of the call. */
public sealed interface Expectation {
    /**
     * One thing that must be seen within the window, both ends included.
     *
     * @param fields by name, or by name and {@code _min} or {@code _max}: a value, a range {@code [a, b]}, or {@code ["absent_or_le", n]}; in objects key by key
     * @param beforeNextTurn whether no turn may be committed between the interruption and it
     */
    record Event(
            SeenType type,
            double fromMs,
            double toMs,
            Map<String, Object> fields,
            TextMatch match,
            boolean beforeNextTurn)
            implements Expectation {}

    /** Nothing of this kind may be seen in the window, whose end does not belong to it. */
    record Never(SeenType type, double fromMs, double toMs, Map<String, Object> fields, TextMatch match)
            implements Expectation {}

    /** One of the alternatives must hold in full. */
    record AnyOf(List<List<Expectation>> alternatives) implements Expectation {}

    /**
     * How many of each kind there were in the whole run.
     *
     * @param counts by type, or by {@code fatal_errors}, {@code answers_spoken}, {@code history_rewrites} and {@code keepalive_gap_ms}; with {@code _max} as an upper bound
     */
    record Totals(Map<String, Object> counts) implements Expectation {}

    /** How texts are compared, after case, punctuation and white space. */
    enum TextMatch {
        EXACT,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH
    }
}
