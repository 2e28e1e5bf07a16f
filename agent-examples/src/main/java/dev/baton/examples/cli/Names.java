package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Names that people type, and which one they meant. */
final class Names {
    private Names() {}

    /** @param kind what it names, for example {@code handler} */
    static BatonException unknown(String kind, String name, Collection<String> known) {
        return new BatonException(
                ErrorCode.UNKNOWN_NAME,
                "unknown " + kind + " \"" + name + "\""
                        + nearest(name, known)
                                .map(meant -> "; did you mean \"" + meant + "\"?")
                                .orElse("") + "  (" + String.join(", ", known) + ")",
                "",
                "");
    }

    /** The one that takes fewest changes of a letter, if they are few. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, candidate.length() / 3)
                        || (!name.isEmpty() && candidate.startsWith(name)));
    }

    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
