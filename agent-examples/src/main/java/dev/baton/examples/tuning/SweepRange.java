package dev.baton.examples.tuning;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a setting is tried with: {@code turn.min-endpointing=400ms..1200ms:100ms}, or each by itself, {@code turn.endpointing=fixed,adaptive}.
 *
 * @param values as the setting reads them
 */
public record SweepRange(String setting, List<String> values) {
    private static final int MOST_VALUES = 200;
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)([a-z]*)");

    public SweepRange {
        values = List.copyOf(values);
    }

    /** @throws BatonException if it makes no sense */
    public static SweepRange parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw wrong(text, "names no setting and its values");
        }
        String setting = text.substring(0, equals).strip();
        String values = text.substring(equals + 1).strip();
        int dots = values.indexOf("..");
        return new SweepRange(setting, dots < 0 ? List.of(values.split("\\s*,\\s*", -1)) : range(text, values, dots));
    }

    private static List<String> range(String text, String values, int dots) {
        int colon = values.indexOf(':', dots);
        if (colon < 0) {
            throw wrong(text, "has no step");
        }
        var from = number(text, values.substring(0, dots));
        var to = number(text, values.substring(dots + 2, colon));
        var step = number(text, values.substring(colon + 1));
        String unit = from.group(2);
        if (!unit.equals(to.group(2)) || !unit.equals(step.group(2))) {
            throw wrong(text, "has different units");
        }
        var least = new BigDecimal(from.group(1));
        var most = new BigDecimal(to.group(1));
        var by = new BigDecimal(step.group(1));
        if (by.signum() <= 0 || least.compareTo(most) > 0) {
            throw wrong(text, "does not go up");
        }
        var all = new ArrayList<String>();
        for (var value = least; value.compareTo(most) <= 0; value = value.add(by)) {
            if (all.size() == MOST_VALUES) {
                throw wrong(text, "has more than " + MOST_VALUES + " values");
            }
            all.add(value.stripTrailingZeros().toPlainString() + unit);
        }
        return all;
    }

    private static Matcher number(String text, String part) {
        var matcher = NUMBER.matcher(part.strip());
        if (!matcher.matches()) {
            throw wrong(text, "has \"" + part.strip() + "\", which is no number");
        }
        return matcher;
    }

    private static BatonException wrong(String text, String what) {
        return new BatonException(
                ErrorCode.BAD_USAGE,
                "--sweep " + text + " " + what,
                "",
                "write one such as turn.min-endpointing=400ms..1200ms:100ms, or turn.endpointing=fixed,dynamic");
    }
}
