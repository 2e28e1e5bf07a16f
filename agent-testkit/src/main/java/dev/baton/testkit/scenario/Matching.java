package dev.baton.testkit.scenario;

import dev.baton.testkit.scenario.Expectation.TextMatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a run against what was expected of it. One thing seen may meet several expectations. */
final class Matching {
    static final String ABSENT_OR_LE = "absent_or_le";
    static final String FATAL_ERRORS = "fatal_errors";
    static final String ANSWERS_SPOKEN = "answers_spoken";
    static final String HISTORY_REWRITES = "history_rewrites";
    static final String KEEPALIVE_GAP_MS = "keepalive_gap_ms";
    static final List<String> DERIVED_TOTALS =
            List.of(FATAL_ERRORS, ANSWERS_SPOKEN, HISTORY_REWRITES, KEEPALIVE_GAP_MS);

    private static final String MIN = "_min";
    private static final String MAX = "_max";

    private final List<Seen> seen;
    private final double lastEventMs;

    Matching(List<Seen> seen, double lastEventMs) {
        this.seen = seen;
        this.lastEventMs = lastEventMs;
    }

    Check check(Expectation expectation) {
        if (expectation instanceof Expectation.Event wanted) {
            return event(wanted);
        } else if (expectation instanceof Expectation.Never unwanted) {
            return never(unwanted);
        } else if (expectation instanceof Expectation.Totals totals) {
            return totals(totals);
        } else if (expectation instanceof Expectation.AnyOf anyOf) {
            return anyOf(anyOf);
        }
        throw new AssertionError("no such expectation: " + expectation);
    }

    private Check event(Expectation.Event wanted) {
        Nearest nearest = new Nearest(wanted);
        for (int i = 0; i < seen.size(); i++) {
            var one = seen.get(i);
            if (one.type() != wanted.type()) {
                continue;
            }
            boolean inTime = one.tMs() >= wanted.fromMs() && one.tMs() <= wanted.toMs();
            boolean fits = fits(wanted.fields(), one.fields(), wanted.match());
            boolean inOrder = !wanted.beforeNextTurn() || precedesNextTurn(i);
            if (inTime && fits && inOrder) {
                return Check.met(wanted, one);
            }
            nearest.offer(one, inTime, fits, inOrder);
        }
        return Check.unmet(wanted, nearest.told());
    }

    /** Whether the interruption came before it, and no turn was committed between the two. */
    private boolean precedesNextTurn(int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (seen.get(i).type() == SeenType.INTERRUPTED) {
                return true;
            } else if (seen.get(i).type() == SeenType.TURN_COMMITTED) {
                return false;
            }
        }
        return false;
    }

    private Check never(Expectation.Never unwanted) {
        return seen.stream()
                .filter(one -> one.type() == unwanted.type())
                .filter(one -> one.tMs() >= unwanted.fromMs() && one.tMs() < unwanted.toMs())
                .filter(one -> fits(unwanted.fields(), one.fields(), unwanted.match()))
                .findFirst()
                .map(one -> Check.unmet(unwanted, "seen: " + Told.seen(one)))
                .orElseGet(() -> Check.met(unwanted, null));
    }

    private Check anyOf(Expectation.AnyOf anyOf) {
        var told = new ArrayList<String>();
        for (var alternative : anyOf.alternatives()) {
            var unmet = alternative.stream()
                    .map(this::check)
                    .filter(check -> !check.met())
                    .toList();
            if (unmet.isEmpty()) {
                return Check.met(anyOf, null);
            }
            unmet.forEach(check -> told.add(Told.expectation(check.expectation()) + ": " + check.explanation()));
        }
        return Check.unmet(anyOf, "no alternative holds in full: " + String.join("; ", told));
    }

    private Check totals(Expectation.Totals totals) {
        var wrong = new ArrayList<String>();
        for (var count : totals.counts().entrySet()) {
            double actual = total(unbounded(count.getKey()));
            if (!number(count.getKey(), count.getValue(), actual)) {
                wrong.add(unbounded(count.getKey()) + " is " + CaseReader.number(actual));
            }
        }
        return wrong.isEmpty() ? Check.met(totals, null) : Check.unmet(totals, String.join(", ", wrong));
    }

    private double total(String name) {
        return switch (name) {
            case FATAL_ERRORS ->
                seen.stream()
                        .filter(one -> one.type() == SeenType.ERROR)
                        .filter(one -> Boolean.FALSE.equals(one.fields().get("recoverable")))
                        .count();
            case ANSWERS_SPOKEN -> count(SeenType.BOT_AUDIO.label());
            case HISTORY_REWRITES -> historyRewrites();
            case KEEPALIVE_GAP_MS -> keepAliveGapMs();
            default -> count(name);
        };
    }

    private long count(String label) {
        return seen.stream().filter(one -> one.type().label().equals(label)).count();
    }

    /** Reports about a reply after the one that was recorded. */
    private long historyRewrites() {
        Set<Object> recorded = new HashSet<>();
        return seen.stream()
                .filter(one -> one.type() == SeenType.SPOKEN_TEXT)
                .map(one -> one.fields().get("reply"))
                .filter(reply -> reply != null && !recorded.add(reply))
                .count();
    }

    private double keepAliveGapMs() {
        double longest = 0;
        double before = 0;
        for (var one : seen) {
            if (one.type() == SeenType.KEEPALIVE_SENT && one.tMs() <= lastEventMs) {
                longest = Math.max(longest, one.tMs() - before);
                before = one.tMs();
            }
        }
        return Math.max(longest, lastEventMs - before);
    }

    /** Key by key; what is not named does not matter. */
    private static boolean fits(Map<String, Object> wanted, Map<String, Object> actual, TextMatch match) {
        return wanted.entrySet().stream()
                .allMatch(field ->
                        fits(field.getKey(), field.getValue(), actual.get(unboundedIn(field.getKey(), actual)), match));
    }

    @SuppressWarnings("unchecked") // objects have names as keys
    private static boolean fits(String name, Object wanted, @Nullable Object actual, TextMatch match) {
        if (wanted instanceof List<?> list && ABSENT_OR_LE.equals(list.get(0)) && actual == null) {
            return true;
        } else if (actual instanceof Number number) {
            return number(name, wanted, number.doubleValue());
        } else if (wanted instanceof Map<?, ?> object) {
            return actual instanceof Map<?, ?> other
                    && fits((Map<String, Object>) object, (Map<String, Object>) other, match);
        } else if (wanted instanceof String text && name.equals("text")) {
            return actual instanceof String other && sameText(text, other, match);
        }
        return wanted.equals(actual);
    }

    private static boolean number(String name, Object wanted, double actual) {
        if (wanted instanceof List<?> list) {
            double most = (Double) list.get(1);
            return actual <= most && (ABSENT_OR_LE.equals(list.get(0)) || actual >= (Double) list.get(0));
        } else if (!(wanted instanceof Double bound)) {
            return false;
        } else if (name.endsWith(MIN)) {
            return actual >= bound;
        } else if (name.endsWith(MAX)) {
            return actual <= bound;
        } else {
            return actual == bound;
        }
    }

    /** {@code x} for {@code x_min} and {@code x_max}. */
    static String unbounded(String name) {
        return name.endsWith(MIN) || name.endsWith(MAX) ? name.substring(0, name.length() - MIN.length()) : name;
    }

    private static String unboundedIn(String name, Map<String, Object> actual) {
        return actual.containsKey(name) ? name : unbounded(name);
    }

    private static boolean sameText(String wanted, String actual, TextMatch match) {
        String plain = plain(actual);
        String part = plain(wanted);
        return switch (match) {
            case EXACT -> plain.equals(part);
            case CONTAINS -> plain.contains(part);
            case STARTS_WITH -> plain.startsWith(part);
            case ENDS_WITH -> plain.endsWith(part);
        };
    }

    /** Case, punctuation and white space make no difference. */
    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\s]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Keeps what comes closest to an expectation: in time before anything else, then with the same fields, then close by. */
    private static final class Nearest {
        private final Expectation.Event wanted;
        private @Nullable Seen best;
        private double bestScore = Double.POSITIVE_INFINITY;
        private String wrong = "";

        Nearest(Expectation.Event wanted) {
            this.wanted = wanted;
        }

        void offer(Seen one, boolean inTime, boolean fits, boolean inOrder) {
            double away = inTime ? 0 : Math.max(wanted.fromMs() - one.tMs(), one.tMs() - wanted.toMs());
            double score = (fits ? 0 : 1e9) + away;
            if (score < bestScore) {
                bestScore = score;
                best = one;
                wrong = !fits
                        ? "its fields differ" + (inTime ? "" : ", and the time")
                        : !inTime
                                ? (one.tMs() < wanted.fromMs() ? "too early" : "too late")
                                : inOrder ? "" : "out of order";
            }
        }

        String told() {
            return best == null
                    ? "no " + wanted.type().label() + " was seen"
                    : "nearest: " + Told.seen(best) + " (" + wrong + ")";
        }
    }
}
