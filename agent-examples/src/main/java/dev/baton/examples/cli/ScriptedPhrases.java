package dev.baton.examples.cli;

import dev.baton.testkit.stt.TextTranslator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A phrase book for the words that the embedded recogniser knows: looks up the longest phrase, one after the other, and knows no grammar. What is not in it is said as it was. No machine translation, and
 * announced as what it is wherever it is used.
 */
final class ScriptedPhrases implements TextTranslator {
    static final String ANNOUNCEMENT = "scripted translation: a phrase book, word for word, read by an English voice";

    private static final String FILE = "/dev/baton/examples/translate/phrases.tsv";
    private static final int LONGEST = 3;

    /** Target language, English phrase, phrase. */
    private final Map<String, Map<String, String>> books;

    private ScriptedPhrases(Map<String, Map<String, String>> books) {
        this.books = books;
    }

    static ScriptedPhrases load() {
        try (InputStream in = ScriptedPhrases.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new AssertionError(FILE + " belongs to this program");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedPhrases of(List<String> lines) {
        String[] languages = lines.get(0).split("\t", -1);
        var books = new HashMap<String, Map<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] phrases = line.split("\t", -1);
            for (int i = 1; i < languages.length; i++) {
                books.computeIfAbsent(languages[i], language -> new HashMap<>()).put(phrases[0], phrases[i]);
            }
        }
        return new ScriptedPhrases(books);
    }

    /** Whether there is a book for it, whatever the country. */
    boolean knows(String language) {
        return books.containsKey(book(language));
    }

    private static String book(String language) {
        return language.substring(0, Math.min(2, language.length())).toLowerCase(Locale.ROOT);
    }

    @Override
    public String translate(String text, String from, String to) {
        Map<String, String> book = books.get(book(to));
        if (book == null || !book(from).equals("en")) {
            return text;
        }
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        var translated = new StringJoiner(" ");
        for (int at = 0; at < words.length; ) {
            int length = Math.min(LONGEST, words.length - at);
            while (length > 1 && !book.containsKey(phrase(words, at, length))) {
                length--;
            }
            translated.add(book.getOrDefault(phrase(words, at, length), words[at]));
            at += length;
        }
        return translated.toString();
    }

    private static String phrase(String[] words, int from, int length) {
        return String.join(" ", Arrays.copyOfRange(words, from, from + length));
    }
}
