package dev.baton.turn;

import dev.baton.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How values of a kind are read from text, written as text and bounded. What {@code write} gives, {@code read} reads.
 *
 * @param label for a table
 * @param what completes "... is not"
 * @param allowed completes "set it to ..."
 * @param complaint what is wrong with a value, completing "it ..."; empty if nothing
 * @param copy makes it immutable
 * @param choices what else could have been meant, where there are few
 */
record SettingType<T>(
        String label,
        String what,
        String allowed,
        Function<String, Optional<T>> read,
        Function<T, String> write,
        Function<T, String> complaint,
        UnaryOperator<T> copy,
        List<String> choices) {
    /** Far from what nanoseconds in a {@code long} can hold, even if some are added up. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{0,9}\\.?\\d{1,9}");
    private static final String NO_LANGUAGE = "none";
    private static final String KEYS = "0123456789*#ABCD";

    private SettingType(
            String label,
            String what,
            String allowed,
            Function<String, Optional<T>> read,
            Function<T, String> write,
            Function<T, String> complaint) {
        this(label, what, allowed, read, write, complaint, value -> value, List.of());
    }

    /** {@code ; did you mean "turn-end"?}, or nothing. */
    String hint(String text) {
        return NearestName.question(text, choices);
    }

    static SettingType<Duration> duration() {
        return duration(Duration.ZERO);
    }

    static SettingType<Duration> duration(Duration shortest) {
        String bound = write(shortest) + " or more";
        return new SettingType<>(
                shortest.isZero() ? "duration" : "duration, " + bound,
                "a duration",
                "a duration of " + bound + ", with its unit: 500ms, 1.5s, 2m",
                SettingType::readDuration,
                SettingType::write,
                value -> value.isNegative()
                        ? "is negative"
                        : value.compareTo(shortest) < 0
                                ? "is too short"
                                : value.compareTo(LONGEST) > 0 ? "is longer than a day" : "");
    }

    static SettingType<Integer> count(int least) {
        String bound = "whole number, " + least + " or more";
        return new SettingType<>(
                bound,
                "a whole number",
                "a " + bound,
                SettingType::readCount,
                String::valueOf,
                value -> value < 0 ? "is negative" : value < least ? "is too few" : "");
    }

    static SettingType<Double> fraction() {
        return new SettingType<>(
                "number from 0 to 1",
                "a number",
                "a number from 0 to 1",
                text -> NUMBER.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty(),
                value -> Double.isFinite(value) ? new BigDecimal(value.toString()).toPlainString() : value.toString(),
                // Not a number is not within either.
                value -> value >= 0 && value <= 1 ? "" : "is not within 0 and 1");
    }

    static SettingType<Boolean> flag() {
        return new SettingType<>(
                "true or false",
                "true or false",
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                String::valueOf,
                value -> "");
    }

    static <E extends Enum<E>> SettingType<E> choice(E[] values) {
        var names = Arrays.stream(values).map(SettingType::write).toList();
        String either = String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.get(names.size() - 1);
        return new SettingType<>(
                either,
                either,
                either,
                text -> Arrays.stream(values)
                        .filter(value -> write(value)
                                .equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
                        .findFirst(),
                SettingType::write,
                value -> "",
                value -> value,
                names);
    }

    static SettingType<List<String>> phrases() {
        return new SettingType<>(
                "phrases, separated by commas",
                "a list of phrases",
                "phrases of words, separated by commas: stop, hold on",
                text -> Optional.of(
                        text.isEmpty()
                                ? List.of()
                                : Stream.of(text.split(",", -1))
                                        .map(String::strip)
                                        .toList()),
                phrases -> String.join(", ", phrases),
                SettingType::complaintAbout,
                phrases -> phrases.stream().map(String::strip).toList(),
                List.of());
    }

    /** One for which the class path has a word list. */
    static SettingType<String> language() {
        return new SettingType<>(
                "language with a word list, or none",
                "a language",
                "en, or another language for which dev/baton/turn/words/LANGUAGE.properties is on the class path, or none",
                text -> Optional.of(text.toLowerCase(Locale.ROOT).replace('_', '-')),
                String::valueOf,
                name -> name.equals(NO_LANGUAGE)
                                || (LanguageWords.isName(name)
                                        && LanguageWords.find(name).isPresent())
                        ? ""
                        : "is no language with a word list");
    }

    static SettingType<Character> key() {
        return new SettingType<>(
                "key of a telephone",
                "one key of a telephone",
                "one of 0 to 9, *, #, A to D",
                text -> text.length() == 1
                        ? Optional.of(text.toUpperCase(Locale.ROOT).charAt(0))
                        : Optional.empty(),
                String::valueOf,
                key -> KEYS.indexOf(key) >= 0 ? "" : "is no key of a telephone");
    }

    private static Optional<Duration> readDuration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long unitNanos = switch (parts.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
        BigDecimal seconds = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unitNanos, 9));
        long whole = seconds.longValue();
        return Optional.of(Duration.ofSeconds(
                whole,
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue()));
    }

    private static Optional<Integer> readCount(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whole seconds as {@code 3s}, all else in milliseconds. */
    private static String write(Duration value) {
        if (!value.isZero() && value.toNanosPart() == 0) {
            return value.toSeconds() + "s";
        }
        return BigDecimal.valueOf(value.toSeconds())
                        .add(BigDecimal.valueOf(value.toNanosPart(), 9))
                        .movePointRight(3)
                        .stripTrailingZeros()
                        .toPlainString()
                + "ms";
    }

    private static String write(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A phrase is compared by its words; a comma in it would be two phrases in a file. */
    private static String complaintAbout(List<String> phrases) {
        for (String phrase : phrases) {
            if (!Words.any(phrase)) {
                return "has a phrase without words, \"" + phrase + "\"";
            }
            if (phrase.indexOf(',') >= 0) {
                return "has a phrase with a comma, \"" + phrase + "\"";
            }
        }
        return "";
    }
}
