package dev.baton;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which name somebody meant who mistyped one. */
public final class NearestName {
    private NearestName() {}

    /** One that begins or ends as typed; otherwise the one that takes fewest changes of a letter, if they are few. */
    public static Optional<String> among(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparing((String candidate) -> !isPart(typed, candidate))
                        .thenComparingInt(candidate -> distance(typed, candidate)))
                .filter(candidate ->
                        isPart(typed, candidate) || distance(typed, candidate) <= Math.max(2, candidate.length() / 3));
    }

    private static boolean isPart(String typed, String candidate) {
        return !typed.isEmpty() && (candidate.startsWith(typed) || candidate.endsWith(typed));
    }

    /** {@code ; did you mean "that"?} for the end of an error, or nothing. */
    public static String question(String typed, Collection<String> known) {
        return among(typed, known)
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse("");
    }

    /** Levenshtein's, row by row; capitals count as small letters. */
    private static int distance(String typed, String candidate) {
        String one = typed.toLowerCase(Locale.ROOT);
        String other = candidate.toLowerCase(Locale.ROOT);
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
