package dev.baton.testkit.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much of what can come about did: per event, and in all. */
final class CoverageTable {
    private final Map<String, int[]> byEvent = new LinkedHashMap<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();
    private int covered;
    private int reachable;

    CoverageTable(Coverage coverage, Unreachable unreachable) {
        coverage.pairs().forEach((pair, count) -> {
            if (unreachable.contains(pair)) {
                if (count > 0) {
                    impossible.add(pair + " was seen " + count + " times; it was to be unreachable: "
                            + unreachable.reason(pair));
                }
                return;
            }
            var row = byEvent.computeIfAbsent(pair.event(), event -> new int[2]);
            row[1]++;
            reachable++;
            if (count > 0) {
                row[0]++;
                covered++;
            } else {
                missed.add(pair.toString());
            }
        });
    }

    double percent() {
        return reachable == 0 ? 100 : 100.0 * covered / reachable;
    }

    /** Pairs that never came about although they can. */
    List<String> missed() {
        return missed;
    }

    /** Pairs that came about although they are listed as unreachable. */
    List<String> impossible() {
        return impossible;
    }

    /** For people, a line for each kind of event. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        byEvent.forEach(
                (event, row) -> lines.add(String.format(Locale.ROOT, "%-22s %3d of %3d", event, row[0], row[1])));
        lines.add(String.format(
                Locale.ROOT, "%-22s %d of %d, %.1f %%", "event x state pairs", covered, reachable, percent()));
        return lines;
    }
}
