package dev.baton.examples.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** How numbers, dates and times are spoken with the clips that there are. */
final class Numerals {
    static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private static final List<String> TEENS = List.of(
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
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty");
    private static final List<String> ORDINALS = List.of(
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
            "twentieth");

    private Numerals() {}

    static void weekday(Line line, LocalDate date) {
        line.say(date.getDayOfWeek().name().toLowerCase(Locale.ROOT));
    }

    static void monthAndDay(Line line, LocalDate date) {
        line.say(date.getMonth().name().toLowerCase(Locale.ROOT));
        int day = date.getDayOfMonth();
        if (day <= 20) {
            line.say(ORDINALS.get(day - 1));
        } else if (day == 30) {
            line.say("thirtieth");
        } else {
            line.sayTogether(TENS.get(day / 10 - 2), ORDINALS.get(day % 10 - 1));
        }
    }

    /** One to fifty-nine. */
    static void cardinal(Line line, int number) {
        if (number < 10) {
            line.say(DIGITS.get(number));
        } else if (number < 20) {
            line.say(TEENS.get(number - 10));
        } else if (number % 10 == 0) {
            line.say(TENS.get(number / 10 - 2));
        } else {
            line.sayTogether(TENS.get(number / 10 - 2), DIGITS.get(number % 10));
        }
    }

    static void minutes(Line line, int minutes) {
        if (minutes < 10) {
            line.say("oh");
        }
        cardinal(line, minutes);
    }
}
