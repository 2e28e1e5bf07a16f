package dev.baton.internal.json;

/** Texts compared as a listener does: by their letters and digits, whatever the case, the blanks and the punctuation. */
final class SpokenText {
    private SpokenText() {}

    /** How much of the whole its beginning takes, in characters; negative where the whole does not begin with it, or goes on in the middle of a word. */
    static int lengthOf(String beginning, String whole) {
        int at = 0;
        int end = 0;
        for (int i = 0; i < beginning.length(); ) {
            int wanted = beginning.codePointAt(i);
            i += Character.charCount(wanted);
            if (!Character.isLetterOrDigit(wanted)) {
                continue;
            }
            at = nextSpoken(whole, at);
            if (at == whole.length() || !same(wanted, whole.codePointAt(at))) {
                return -1;
            }
            at += Character.charCount(whole.codePointAt(at));
            end = at;
        }
        return isInsideAWord(whole, end) ? -1 : end;
    }

    /** What the whole says behind its beginning. */
    static String without(String whole, String beginning) {
        int length = lengthOf(beginning, whole);
        return length < 0 ? whole : whole.substring(nextSpoken(whole, length));
    }

    private static int nextSpoken(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isLetterOrDigit(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean same(int one, int other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }

    /** In scripts without case, words may stand side by side. */
    private static boolean isInsideAWord(String text, int at) {
        return at > 0 && at < text.length() && isCased(text.codePointBefore(at)) && isCased(text.codePointAt(at));
    }

    private static boolean isCased(int character) {
        return Character.isLetterOrDigit(character) && Character.getType(character) != Character.OTHER_LETTER;
    }
}
