package dev.baton.testkit.stt;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What a {@link LocalSttServer} makes of the text that it heard, for clients that want a translation. Called on event loops; must not block. */
@FunctionalInterface
public interface TextTranslator {
    /**
     * @param from as on the wire, in small letters: {@code en-us}
     * @return empty where there is nothing to say
     */
    String translate(String text, String from, String to);

    /** Says what it hears. */
    static TextTranslator identity() {
        return (text, from, to) -> text;
    }

    /**
     * Says another word for each word, whatever the languages; words that are not in the dictionary stay.
     *
     * @param words in small letters
     */
    static TextTranslator dictionary(Map<String, String> words) {
        var known = Map.copyOf(words);
        return (text, from, to) -> {
            var translated = new StringJoiner(" ");
            for (String word : text.strip().split("\\s+", -1)) {
                translated.add(known.getOrDefault(word.toLowerCase(Locale.ROOT), word));
            }
            return translated.toString();
        };
    }
}
