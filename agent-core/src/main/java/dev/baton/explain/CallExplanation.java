package dev.baton.explain;

import dev.baton.BatonException;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole call.
 *
 * @param turns of the caller, by number; numbers that are missing were never more than a sound
 * @param besides what happened outside of turns: the greeting, the line to the recogniser, silence, the end
 * @param silences complaints that are of no turn
 * @param length how far the call is told
 * @param complete whether that is to its end
 */
public record CallExplanation(
        List<Explanation> turns, List<Cause> besides, List<Diagnosis> silences, Duration length, boolean complete) {
    /**
     * Reads a journal from front to back.
     *
     * @throws BatonException if it cannot be read
     */
    public static CallExplanation of(JournalReader journal) {
        var explainer = new Explainer(journal.header());
        var turns = new ArrayList<Explanation>();
        long last = 0;
        for (var entry = journal.next(); entry != null; entry = journal.next()) {
            if (entry instanceof JournalEntry.Decided decided) {
                turns.addAll(explainer.hear(decided.event(), decided.actions()));
            }
            last = Math.max(last, entry.atNanos());
        }
        turns.addAll(explainer.finish(last));
        turns.sort(Comparator.comparingInt(Explanation::turn));
        return new CallExplanation(
                List.copyOf(turns),
                explainer.besides(),
                explainer.silences(),
                Duration.ofNanos(last),
                journal.isComplete());
    }

    public Optional<Explanation> turn(int number) {
        return turns.stream().filter(turn -> turn.turn() == number).findFirst();
    }

    /** All complaints, as they came. */
    public List<Diagnosis> diagnoses() {
        return Stream.concat(turns.stream().flatMap(turn -> turn.diagnoses().stream()), silences.stream())
                .sorted(Comparator.comparing(Diagnosis::at))
                .toList();
    }
}
