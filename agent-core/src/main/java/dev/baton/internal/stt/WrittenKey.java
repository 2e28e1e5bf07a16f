package dev.baton.internal.stt;

/** A key in a text, as it is or as JSON and addresses may write its characters: a backslash with {@code u0073}, a backslash before {@code /}, {@code %2F}. Whoever reads the text reads the key. */
public final class WrittenKey {
    private static final int HEX = 16;

    /** JSON within a JSON string has more than one; a limit keeps a text of nothing else from costing its square. */
    private static final int MOST_BACKSLASHES = 4;

    private final String said;
    private final String key;

    private WrittenKey(String said, String key) {
        this.said = said;
        this.key = key;
    }

    /** @param key not empty */
    public static String replaced(String said, String key, String replacement) {
        boolean mayBeEscaped = said.indexOf('\\') >= 0 || said.indexOf('%') >= 0;
        return mayBeEscaped ? new WrittenKey(said, key).replaced(replacement) : said.replace(key, replacement);
    }

    private String replaced(String replacement) {
        StringBuilder plain = null;
        int copied = 0;
        int at = 0;
        while (at < said.length()) {
            int end = keyEnd(at);
            if (end < 0) {
                at++;
            } else {
                plain = plain == null ? new StringBuilder(said.length()) : plain;
                plain.append(said, copied, at).append(replacement);
                copied = end;
                at = end;
            }
        }
        return plain == null ? said : plain.append(said, copied, said.length()).toString();
    }

    /** @return where the key that begins there is over, or -1 */
    private int keyEnd(int from) {
        int at = from;
        for (int i = 0; i < key.length() && at >= 0; i++) {
            at = characterEnd(at, key.charAt(i));
        }
        return at;
    }

    private int characterEnd(int at, char expected) {
        if (at < said.length() && said.charAt(at) == expected) {
            return at + 1;
        }
        if (said.startsWith("%", at)) {
            return hexEnd(at + 1, expected);
        }
        int escaped = at;
        while (said.startsWith("\\", escaped) && escaped < at + MOST_BACKSLASHES) {
            escaped++;
        }
        if (escaped == at) {
            return -1;
        }
        if (said.startsWith("u00", escaped)) {
            return hexEnd(escaped + 3, expected);
        }
        return expected == '/' && said.startsWith("/", escaped) ? escaped + 1 : -1;
    }

    /** Keys are ASCII, so that two digits are all there is. */
    private int hexEnd(int at, char expected) {
        if (at + 2 > said.length()) {
            return -1;
        }
        int value = Character.digit(said.charAt(at), HEX) * HEX + Character.digit(said.charAt(at + 1), HEX);
        return value == expected ? at + 2 : -1;
    }
}
