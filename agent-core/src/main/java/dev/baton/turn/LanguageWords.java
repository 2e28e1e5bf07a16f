package dev.baton.turn;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of one language that tell something about where a turn stands: data, from {@code dev/baton/turn/words/LANGUAGE.properties} on the class path, so that an application may add its own language. Read once; immutable.
 *
 * @param values what number words stand for: "five" for 5, "forty" for 40
 * @param kinds what kind of number word each is
 * @param repeats how often "double" repeats the digit behind it
 * @param numberLengths so many digits are a whole number where nobody said how many
 */
record LanguageWords(
        Map<String, Integer> values,
        Map<String, Kind> kinds,
        Map<String, Integer> repeats,
        Set<Integer> numberLengths,
        Set<String> months,
        Set<String> ordinals,
        Set<String> days,
        Set<String> yes,
        Set<String> no,
        Set<String> courtesies,
        Set<String> fillers,
        Set<String> unfinished) {
    enum Kind {
        DIGIT,
        HOMOPHONE,
        TEEN,
        TEN,
        HUNDRED,
        THOUSAND,
        JOIN
    }

    private static final String FOLDER = "dev.baton.turn.words.";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,8})*");
    private static final Map<String, LanguageWords> READ = new HashMap<>();

    /** {@code en}, {@code pt-br}: what may be the name of a language. */
    static boolean isName(String language) {
        return LANGUAGE.matcher(language).matches();
    }

    /** Those of the language, or where there is no list for a region, of the language at large; nothing where there is none for either. */
    static synchronized Optional<LanguageWords> find(String language) {
        var known = READ.get(language);
        if (known != null) {
            return Optional.of(known);
        }
        var found = read(language);
        int region = language.lastIndexOf('-');
        if (found.isEmpty() && region > 0) {
            found = find(language.substring(0, region));
        }
        found.ifPresent(words -> READ.put(language, words));
        return found;
    }

    private static Optional<LanguageWords> read(String language) {
        ResourceBundle lists;
        try {
            lists = ResourceBundle.getBundle(FOLDER + language, Locale.ROOT);
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(lists));
        } catch (MissingResourceException | NumberFormatException e) {
            throw new BatonException(
                    ErrorCode.CONFIG_VALUE,
                    "the word list dev/baton/turn/words/" + language + ".properties cannot be used: " + e.getMessage(),
                    "",
                    "compare it with en.properties, which has every key and says what it means",
                    e);
        }
    }

    private static LanguageWords of(ResourceBundle lists) {
        var values = new HashMap<String, Integer>();
        var kinds = new HashMap<String, Kind>();
        numbers(lists, "teens", Kind.TEEN, values, kinds);
        numbers(lists, "tens", Kind.TEN, values, kinds);
        numbers(lists, "homophones", Kind.HOMOPHONE, values, kinds);
        numbers(lists, "digits", Kind.DIGIT, values, kinds);
        words(lists, "hundred").forEach(word -> kinds.put(word, Kind.HUNDRED));
        words(lists, "thousand").forEach(word -> kinds.put(word, Kind.THOUSAND));
        words(lists, "joins").forEach(word -> kinds.put(word, Kind.JOIN));
        return new LanguageWords(
                Map.copyOf(values),
                Map.copyOf(kinds),
                Map.copyOf(pairs(lists, "repeats")),
                list(lists, "number-lengths").stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()),
                words(lists, "months"),
                words(lists, "ordinals"),
                words(lists, "days"),
                words(lists, "yes"),
                words(lists, "no"),
                words(lists, "courtesies"),
                words(lists, "fillers"),
                words(lists, "unfinished"));
    }

    private static void numbers(
            ResourceBundle lists, String key, Kind kind, Map<String, Integer> values, Map<String, Kind> kinds) {
        pairs(lists, key).forEach((word, value) -> {
            values.put(word, value);
            kinds.put(word, kind);
        });
    }

    private static Map<String, Integer> pairs(ResourceBundle lists, String key) {
        var pairs = new LinkedHashMap<String, Integer>();
        for (String pair : list(lists, key)) {
            int equals = pair.indexOf('=');
            pairs.put(pair.substring(0, Math.max(0, equals)), Integer.valueOf(pair.substring(equals + 1)));
        }
        return pairs;
    }

    private static Set<String> words(ResourceBundle lists, String key) {
        return Set.copyOf(list(lists, key));
    }

    private static List<String> list(ResourceBundle lists, String key) {
        return Stream.of(lists.getString(key).strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Nothing is known of a language but what figures mean in every one. */
    static LanguageWords none() {
        return new LanguageWords(
                Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
                Set.of(), Set.of());
    }

    static boolean isFigures(String word) {
        return !word.isEmpty() && word.chars().allMatch(Character::isDigit);
    }
}
