package dev.baton.testkit.audio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which word a number stands for. Caller and recogniser must use the same one.
 *
 * <p>Numbers without a word of their own are called {@code word17}. Immutable, except a {@linkplain #growing growing} one.
 */
public final class Vocabulary {
    private static final String NUMBERED = "word";

    private static final Vocabulary ENGLISH = of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "hundred",
            "half",
            "past",
            "quarter",
            "to",
            "o'clock",
            "am",
            "pm",
            "morning",
            "afternoon",
            "evening",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "today",
            "tomorrow",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "yes",
            "no",
            "please",
            "thank",
            "thanks",
            "you",
            "hello",
            "good",
            "bye",
            "goodbye",
            "sorry",
            "wait",
            "stop",
            "help",
            "i",
            "we",
            "my",
            "your",
            "it",
            "is",
            "are",
            "am",
            "was",
            "be",
            "can",
            "could",
            "would",
            "like",
            "want",
            "need",
            "have",
            "do",
            "a",
            "an",
            "the",
            "this",
            "that",
            "and",
            "or",
            "but",
            "not",
            "at",
            "on",
            "in",
            "of",
            "for",
            "with",
            "from",
            "about",
            "what",
            "when",
            "where",
            "who",
            "how",
            "much",
            "many",
            "book",
            "move",
            "cancel",
            "change",
            "call",
            "speak",
            "table",
            "room",
            "appointment",
            "booking",
            "order",
            "number",
            "name",
            "address",
            "account",
            "price",
            "day",
            "time",
            "week",
            "people",
            "person",
            "flight",
            "ticket",
            "hotel",
            "doctor",
            "red",
            "green",
            "blue",
            "first",
            "second",
            "last",
            "next",
            "again",
            "right",
            "wrong",
            "now",
            "later",
            "there",
            "here",
            "so",
            "well",
            "actually",
            "maybe");

    private final List<String> words;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean grows;

    private Vocabulary(List<String> words, boolean grows) {
        this.words = grows ? new ArrayList<>(words) : List.copyOf(words);
        this.grows = grows;
        for (int number = 0; number < words.size(); number++) {
            numbers.putIfAbsent(words.get(number), number);
        }
    }

    /** About 150 words that callers say: digits, days, times, bookings, politeness. */
    public static Vocabulary english() {
        return ENGLISH;
    }

    /** The words with the numbers 0, 1, 2 and so on; a word that is given twice keeps its first number. */
    public static Vocabulary of(String... words) {
        if (words.length > WordTones.NUMBERS) {
            throw new IllegalArgumentException("at most " + WordTones.NUMBERS + " words fit, words=" + words.length);
        }
        var distinct = new ArrayList<String>();
        for (String word : words) {
            if (word.isBlank() || word.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("a word must not be empty or hold a blank, word='" + word + "'");
            }
            String lower = word.toLowerCase(Locale.ROOT);
            if (!distinct.contains(lower)) {
                distinct.add(lower);
            }
        }
        return new Vocabulary(distinct, false);
    }

    /** Empty, and learns each word that it is asked the number of, letter by letter as it is written. For caller and recogniser on one thread. */
    public static Vocabulary growing() {
        return new Vocabulary(List.of(), true);
    }

    public String word(int number) {
        return number < words.size() ? words.get(number) : NUMBERED + number;
    }

    /** @throws IllegalArgumentException if the vocabulary lacks the word, or has grown full */
    public int number(String word) {
        if (grows) {
            return numbers.computeIfAbsent(word, this::learn);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        Integer number = numbers.get(lower);
        if (number != null) {
            return number;
        }
        if (lower.matches(NUMBERED + "\\d{1,4}")) {
            int numbered = Integer.parseInt(lower.substring(NUMBERED.length()));
            if (numbered < WordTones.NUMBERS) {
                return numbered;
            }
        }
        throw new IllegalArgumentException("the vocabulary lacks the word, word=" + word);
    }

    private int learn(String word) {
        if (words.size() == WordTones.NUMBERS) {
            throw new IllegalArgumentException("at most " + WordTones.NUMBERS + " different words fit, word=" + word);
        }
        words.add(word);
        return words.size() - 1;
    }
}
