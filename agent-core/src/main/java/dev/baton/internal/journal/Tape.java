package dev.baton.internal.journal;

import dev.baton.journal.Difference;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.ReplayResult;
import dev.baton.turn.TurnAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A journal that is being replayed: the next entry, and the first difference. */
final class Tape {
    private static final String NOTHING = "nothing more";

    private final JournalReader reader;
    private @Nullable JournalEntry next;
    private @Nullable Difference difference;
    private long reachedNanos;
    private int decisions;
    private boolean cutOff;

    Tape(JournalReader reader) {
        this.reader = reader;
        next = reader.next();
    }

    /** @return null at the end */
    @Nullable
    JournalEntry peek() {
        return next;
    }

    /** @return null at the end */
    @Nullable
    JournalEntry take() {
        var taken = next;
        if (taken != null) {
            reachedNanos = Math.max(reachedNanos, taken.atNanos());
            next = reader.next();
        }
        return taken;
    }

    /** This comes now; it is on the tape, or that is the difference. */
    boolean expect(JournalEntry now) {
        if (differs()) {
            return false;
        }
        if (!now.equals(next)) {
            differ(now.atNanos(), now);
            return false;
        }
        take();
        return true;
    }

    /** The recorded event led to these actions now. */
    void decided(JournalEntry.Decided recorded, List<TurnAction> actions) {
        if (!recorded.actions().equals(actions)) {
            if (difference == null) { // however the tape goes on: this decision is on it whole
                difference = new Difference(
                        Duration.ofNanos(Math.max(0, recorded.atNanos())),
                        recorded.event() + " led to " + recorded.actions(),
                        recorded.event() + " led to " + actions);
            }
        } else {
            decisions++;
        }
    }

    /** This came, and the tape has something else. */
    void differ(long atNanos, Object replayed) {
        differ(atNanos, next == null ? NOTHING : String.valueOf(next), String.valueOf(replayed));
    }

    private void differ(long atNanos, String recorded, String replayed) {
        if (next == null && !reader.isComplete()) {
            cutOff = true; // what came of the last of it is not on the tape
        } else if (difference == null) {
            difference = new Difference(Duration.ofNanos(Math.max(0, atNanos)), recorded, replayed);
        }
    }

    /** Whether there is nothing more to hold against it: it differs, or was cut off. */
    boolean differs() {
        return difference != null || cutOff;
    }

    boolean isOver() {
        return next == null;
    }

    ReplayResult result() {
        return new ReplayResult(
                decisions,
                Duration.ofNanos(reachedNanos),
                reader.isComplete(),
                Optional.ofNullable(difference),
                Optional.empty());
    }
}
