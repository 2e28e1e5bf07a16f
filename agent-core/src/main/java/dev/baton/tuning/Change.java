package dev.baton.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns of the same stretch of a call, as they were and as they would have been.
 *
 * @param before committed in the call; none where the other settings heard a turn that it had not
 * @param after committed with other settings; none where the turn would have been lost
 */
public record Change(List<TurnOutcome> before, List<TurnOutcome> after) {
    public Change {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** All stretches, in the order of the call. */
    public static List<Change> between(CallOutcome before, CallOutcome after) {
        var changes = new ArrayList<Change>();
        var left = new ArrayList<>(before.turns());
        var right = new ArrayList<>(after.turns());
        while (!left.isEmpty() || !right.isEmpty()) {
            changes.add(next(left, right));
        }
        return changes;
    }

    /** Takes the earliest turn off the lists, with all that hang together with it. */
    private static Change next(List<TurnOutcome> left, List<TurnOutcome> right) {
        var takenLeft = new ArrayList<TurnOutcome>();
        var takenRight = new ArrayList<TurnOutcome>();
        boolean fromLeft = right.isEmpty()
                || (!left.isEmpty() && left.get(0).startNanos() <= right.get(0).startNanos());
        if (fromLeft) {
            takenLeft.add(left.remove(0));
        } else {
            takenRight.add(right.remove(0));
        }
        boolean grows = true;
        while (grows) {
            boolean tookRight = takeTouching(right, takenRight, takenLeft);
            grows = takeTouching(left, takenLeft, takenRight) || tookRight;
        }
        return new Change(takenLeft, takenRight);
    }

    private static boolean takeTouching(List<TurnOutcome> from, List<TurnOutcome> taken, List<TurnOutcome> others) {
        boolean took = false;
        while (!from.isEmpty() && others.stream().anyMatch(other -> touches(other, from.get(0)))) {
            taken.add(from.remove(0));
            took = true;
        }
        return took;
    }

    /** Keys and typed lines have a place in the call, and no length. */
    private static boolean touches(TurnOutcome one, TurnOutcome other) {
        return one.startNanos() == other.startNanos()
                || (one.startNanos() < other.endNanos() && other.startNanos() < one.endNanos());
    }

    /** Whether nothing that anybody would notice is other than it was. */
    public boolean isNone() {
        return before.size() == 1
                && after.size() == 1
                && before.get(0).committedNanos() == after.get(0).committedNanos()
                && before.get(0).text().equals(after.get(0).text());
    }

    /** Whether it follows from a model of the recogniser, and not from the recording alone. */
    public boolean isModelled() {
        return Stream.concat(before.stream(), after.stream()).anyMatch(TurnOutcome::modelled);
    }
}
