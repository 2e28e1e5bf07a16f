package dev.baton.turn;

import java.util.List;
import java.util.Locale;

/** Words as a listener counts them: runs of letters and digits, whatever the case and the punctuation. */
final class Words {
    private Words() {}

    /** Punctuation alone is not something that anybody said. */
    static boolean any(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    static int count(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean part = isPart(text, i);
            words += part && !inside ? 1 : 0;
            inside = part;
        }
        return words;
    }

    /** In lower case, without punctuation. */
    static List<String> list(String text) {
        String normal = normal(text);
        return normal.isEmpty() ? List.of() : List.of(normal.split(" ", -1));
    }

    static boolean same(String left, String right) {
        return left.equals(right) || normal(left).equals(normal(right));
    }

    static boolean containAny(String text, List<String> phrases) {
        return phrases.stream().anyMatch(phrase -> indexOf(text, phrase) >= 0);
    }

    /** Where the phrase's first word begins in the text, whole words only; negative if it is not there. */
    static int indexOf(String text, String phrase) {
        String wanted = ' ' + normal(phrase) + ' ';
        for (int i = 0; i < text.length(); i++) {
            boolean begins = isPart(text, i) && (i == 0 || !isPart(text, i - 1));
            if (begins && (' ' + normal(text.substring(i)) + ' ').startsWith(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Lower-case words, joined by one space. */
    private static String normal(String text) {
        var words = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (isPart(text, i)) {
                words.append(text.charAt(i));
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().strip().toLowerCase(Locale.ROOT);
    }

    /** An apostrophe or a hyphen inside a word does not end it. */
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
}
