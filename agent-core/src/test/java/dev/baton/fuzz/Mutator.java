package dev.baton.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Breaks good messages. Knows JSON well enough to break it in the middle of a valid document, where a parser has already believed the rest.
 *
 * <p>Works on strings of one character for each byte, so that broken UTF-8 is as easy to make as any other bytes.
 */
public final class Mutator {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_CHANGES = 4;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern VALUE = Pattern.compile(":(\"[^\"]*\"|-?\\d[\\d.]*|true|false|null)");

    private static final List<String> NUMBERS = List.of(
            "-1",
            "-0.0",
            "-0.0004",
            "0",
            "1e9",
            "1000000000.1",
            "1e308",
            "1.7976931348623157e308",
            "4.9e-324",
            "1e999",
            "-1e999",
            "1e-999",
            "1e2147483648",
            "1e-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "9".repeat(99),
            "9".repeat(101),
            "0." + "3".repeat(2_000),
            "NaN",
            "Infinity",
            "-Infinity",
            "00",
            "+1",
            "0x10",
            ".5",
            "1.",
            "\"1e999\"",
            "\"NaN\"",
            "\"-1\"",
            "\"9e99999999999\"",
            "\"0x1p1023\"");

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "\\u0000",
            "\\u0000\\u001b[2J\\r\\n\\t",
            "\\ud800",
            "\\udc00\\ud800",
            "a\\ud83dz",
            "\\ud83d\\ude00",
            "\\u202e\\u2066\\ufeff",
            "\\u2028\\u2029\\u0085",
            "\\",
            "\\u12",
            "\\x",
            "%s%n{}$1",
            "\n",
            "error",
            "true",
            "transcription",
            "speech_started",
            "Results",
            "UtteranceEnd",
            "Error",
            "x".repeat(400),
            "\\u00e9".repeat(299) + "\\ud83d\\ude00",
            "words ".repeat(5_000));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "{\"message\":{}}",
            "[{\"word\":\"x\"}]",
            "0",
            "\"\"");

    /** Each is neither whole nor valid UTF-8. */
    private static final List<String> BAD_UTF8 = List.of(
            "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080", "\u00ff", "\u00e2\u0082", "\u0080");

    private static final int[] DEPTHS = {2, 31, 32, 33, 500, 5_000};

    private final List<byte[]> good;

    public Mutator(List<byte[]> good) {
        this.good = List.copyOf(good);
    }

    /** One message with one to four things wrong with it; now and then with none. */
    public byte[] next(SplittableRandom random) {
        var message = sample(random);
        for (int changes = random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
            message = changed(message, random);
        }
        var bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }

    /** The same as text, as it comes from a transport that is not as strict as ours: here surrogates may stand alone. */
    public String nextText(SplittableRandom random) {
        var text = new String(next(random), StandardCharsets.UTF_8);
        if (random.nextInt(50) == 0) {
            int at = random.nextInt(text.length() + 1);
            return text.substring(0, at) + (char) (0xd800 + random.nextInt(0x800)) + text.substring(at);
        }
        return text;
    }

    private String sample(SplittableRandom random) {
        return new String(good.get(random.nextInt(good.size())), StandardCharsets.ISO_8859_1);
    }

    private String changed(String message, SplittableRandom random) {
        int from = random.nextInt(message.length() + 1);
        int to = Math.min(message.length(), from + 1 + random.nextInt(64));
        return switch (random.nextInt(14)) {
            case 0 -> flipped(message, random);
            case 1 ->
                message.substring(0, from)
                        + (char) random.nextInt(256)
                        + message.substring(Math.min(message.length(), from + 1));
            case 2 -> message.substring(0, from);
            case 3 -> message.substring(from);
            case 4 -> message.substring(0, from) + message.substring(to);
            case 5 -> message.substring(0, to) + message.substring(from);
            case 6 -> spliced(message, from, random);
            case 7 -> repeated(message, from, to, random);
            case 8 -> replaced(message, NUMBER, pick(NUMBERS, random), random);
            case 9 -> replaced(message, STRING, "\"" + pick(STRINGS, random) + "\"", random);
            case 10 -> replaced(message, VALUE, ":" + pick(VALUES, random), random);
            case 11 -> replaced(message, VALUE, ":" + nested(random), random);
            case 12 -> message.substring(0, from) + pick(BAD_UTF8, random) + message.substring(from);
            default -> escaped(message, from);
        };
    }

    private static String flipped(String message, SplittableRandom random) {
        if (message.isEmpty()) {
            return message;
        }
        int at = random.nextInt(message.length());
        return message.substring(0, at)
                + (char) (message.charAt(at) ^ (1 << random.nextInt(8)))
                + message.substring(at + 1);
    }

    /** The beginning of one and the end of another. */
    private String spliced(String message, int from, SplittableRandom random) {
        var other = sample(random);
        return message.substring(0, from) + other.substring(random.nextInt(other.length() + 1));
    }

    private static String repeated(String message, int from, int to, SplittableRandom random) {
        int most = random.nextInt(200) == 0 ? 5_000 : 8;
        return message.substring(0, to)
                + message.substring(from, to).repeat(random.nextInt(most))
                + message.substring(to);
    }

    private static String replaced(String message, Pattern pattern, String by, SplittableRandom random) {
        var found = pattern.matcher(message);
        int skipped = random.nextInt(8);
        boolean any = false;
        int start = 0;
        int end = 0;
        while (found.find() && skipped-- >= 0) {
            any = true;
            start = found.start();
            end = found.end();
        }
        return any ? message.substring(0, start) + by + message.substring(end) : message + by;
    }

    private static String nested(SplittableRandom random) {
        int depth = random.nextInt(500) == 0 ? 100_000 : DEPTHS[random.nextInt(DEPTHS.length)];
        var opening = random.nextBoolean() ? "[" : "{\"a\":";
        var closing = opening.equals("[") ? "]" : "}";
        return opening.repeat(depth) + "0" + (random.nextInt(4) == 0 ? "" : closing.repeat(depth));
    }

    /** A character written as JSON allows as well, which hides it from whoever looks for it in the raw text. */
    private static String escaped(String message, int from) {
        if (from == message.length()) {
            return message;
        }
        var slash = message.indexOf('/', from);
        if (slash >= 0) {
            return message.substring(0, slash) + "\\/" + message.substring(slash + 1);
        }
        return message.substring(0, from)
                + "\\u%04x".formatted((int) message.charAt(from))
                + message.substring(from + 1);
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
