package dev.baton.internal.json;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Words that stand for what people said: the same for the same word, so that what was decided about them can be followed, and nothing else of them. Digits, and keys of a telephone, become zeros.
 * Belongs to one journal.
 */
final class MaskedWords {
    /** Far more than anybody says in a call; what comes after them is all the same. */
    private static final int MOST_WORDS = 50_000;

    private static final int LETTERS = 26;

    private final Map<String, String> byWord = new HashMap<>();
    private final Map<String, Integer> forms = new HashMap<>();

    /** Blanks and punctuation stay; what is neither becomes a hyphen. */
    String of(String text) {
        var masked = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isPart(text, end)) {
                end++;
            }
            if (end > at) {
                masked.append(word(text.substring(at, end)));
                at = end;
            } else {
                masked.append(between(text.charAt(at)));
                at++;
            }
        }
        return masked.toString();
    }

    /** Whether nothing else is in it; whatever else is in it is words. */
    static boolean areKeys(String text) {
        return text.matches("[0-9A-D*#]*");
    }

    /** Of a telephone. */
    static String keys(String pressed) {
        return pressed.replaceAll("[0-9A-D]", "0");
    }

    /** As the turn machine divides words. */
    private static boolean isPart(String text, int index) {
        char c = text.charAt(index);
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
            return true;
        }
        return (c == '\'' || c == '\u2019')
                && index > 0
                && index + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(index - 1))
                && Character.isLetterOrDigit(text.charAt(index + 1));
    }

    private static char between(char c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.CONTROL,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> c;
            default -> '-';
        };
    }

    private String word(String said) {
        if (said.chars().allMatch(Character::isDigit)) {
            return "0".repeat(said.length());
        }
        var known = byWord.get(said);
        if (known != null) {
            return known;
        }
        if (byWord.size() >= MOST_WORDS) {
            return "x";
        }
        var masked = nextForm(said.toLowerCase(Locale.ROOT));
        byWord.put(said, masked);
        return masked;
    }

    /** Another form of the same word differs in which of its letters are capitals. */
    private String nextForm(String word) {
        var first = byWord.get(word);
        String plain = first == null ? name(byWord.size()) : first.toLowerCase(Locale.ROOT);
        if (first == null) {
            byWord.put(word, plain);
        }
        int form = forms.merge(word, 1, Integer::sum);
        var letters = plain.toCharArray();
        for (int i = 0; i < letters.length && i < Integer.SIZE; i++) {
            if ((form >> i & 1) != 0) {
                letters[i] = Character.toUpperCase(letters[i]);
            }
        }
        return new String(letters);
    }

    private static String name(int number) {
        var name = new StringBuilder("x");
        for (int rest = number; rest > 0 || name.length() < 2; rest /= LETTERS) {
            name.append((char) ('a' + rest % LETTERS));
        }
        return name.toString();
    }
}
