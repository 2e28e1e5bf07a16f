package dev.baton.examples.appointment;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a caller's words say about days, times and numbers. Takes words ("nine thirty a m") and what recognisers write instead ("9:30 a.m.", "25th", "555-1234").
 */
final class SpokenWords {
    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final Set<String> NAMES = Set.of(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
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
            "december");
    private static final Set<String> ORDINALS = Set.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "thirtieth");
    private static final Set<String> TENS = Set.of("twenty", "thirty", "forty", "fifty");
    private static final Set<String> TEENS = Set.of(
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final Set<String> TIME_MARKS = Set.of("o'clock", "a", "p", "m", "half", "quarter", "past", "noon");
    private static final Map<String, String> WRITTEN = Map.of("am", "a m", "pm", "p m", "oclock", "o'clock");

    private final List<String> words;

    private SpokenWords(List<String> words) {
        this.words = words;
    }

    static SpokenWords of(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("\\.(?=\\w)", "").replaceAll("[^\\p{L}\\p{N}':]+", " ");
        return new SpokenWords(Stream.of(plain.strip().split(" "))
                .flatMap(word -> Stream.of(WRITTEN.getOrDefault(word, word).split(" ")))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /** For example {@code Wednesday November twenty fifth}; empty if no day was named. */
    String day() {
        if (words.contains("tomorrow") || words.contains("today")) {
            return words.contains("tomorrow") ? "Tomorrow" : "Today";
        }
        var day = new StringJoiner(" ");
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean tensOfOrdinal = TENS.contains(word) && i + 1 < words.size() && isOrdinal(words.get(i + 1));
            if (NAMES.contains(word)) {
                day.add(capitalized(word));
            } else if (isOrdinal(word) || tensOfOrdinal) {
                day.add(word);
            }
        }
        return day.toString();
    }

    /** For example {@code nine thirty a m}; empty if no time was named. */
    String time() {
        boolean named = words.stream().anyMatch(word -> isNumber(word) || word.equals("noon"));
        return named
                ? words.stream()
                        .filter(word -> isNumber(word) || word.equals("oh") || TIME_MARKS.contains(word))
                        .collect(Collectors.joining(" "))
                : "";
    }

    /** All digits in a row, {@code oh} as 0; empty if there were none. */
    String digits() {
        var digits = new StringBuilder();
        for (String word : words) {
            if (word.equals("oh")) {
                digits.append('0');
            } else if (DIGITS.contains(word)) {
                digits.append(DIGITS.indexOf(word));
            } else if (word.chars().allMatch(Character::isDigit)) {
                digits.append(word);
            }
        }
        return digits.toString();
    }

    boolean agrees() {
        return containsAny("yes", "yeah", "correct", "right", "okay", "sure");
    }

    boolean refuses() {
        return containsAny("no", "nope", "wrong", "not");
    }

    boolean takesLeave() {
        return containsAny("bye", "goodbye");
    }

    private boolean containsAny(String... wanted) {
        return Stream.of(wanted).anyMatch(words::contains);
    }

    private static boolean isOrdinal(String word) {
        return ORDINALS.contains(word) || word.matches("\\d{1,2}(st|nd|rd|th)");
    }

    private static boolean isNumber(String word) {
        return DIGITS.contains(word)
                || TEENS.contains(word)
                || TENS.contains(word)
                || word.matches("\\d{1,2}(:\\d\\d)?");
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
