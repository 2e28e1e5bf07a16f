package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings that are out of range, told the same way everywhere. */
public final class Limits {
    private Limits() {}

    /** @return the value, where it lies within */
    public static Duration within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw range(
                    name + "=" + value.toMillis() + "ms is out of range",
                    least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return value;
    }

    public static BatonException range(String what, String allowed) {
        return new BatonException(ErrorCode.SETTING_RANGE, what, "", "use " + allowed);
    }

    public static BatonException contradiction(String what, String remedy) {
        return new BatonException(ErrorCode.SETTING_CONTRADICTION, what, "", remedy);
    }

    /** Values for a person to choose from. */
    public static String sorted(Collection<? extends Comparable<?>> values) {
        return new TreeSet<>(values).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
