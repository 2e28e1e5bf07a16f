package dev.baton.testkit.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which known name was meant by a mistyped one. */
final class NearName {
    private NearName() {}

    /** {@code ; did you mean "text"?}, or nothing where none is near. */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(2, candidate.length() / 3))
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse("");
    }

    /** Letters to change, insert or delete. */
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
