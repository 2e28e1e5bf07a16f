package dev.baton.testkit.proxy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Faults as text: {@code throttle=8000,to-server,after=2s}. */
final class FaultText {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "us", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L));
    private static final List<String> MODIFIERS =
            List.of("to-server", "to-client", "after", "for", "times", "connection", "retry-after");

    /** What each name makes of its value; null stands for none given. */
    private static final Map<String, Function<@Nullable String, Fault>> NAMES = new TreeMap<>(Map.ofEntries(
            plain("cut", Fault.cut()),
            plain("cut-orderly", Fault.cutOrderly()),
            // as a service does it; narrow it down for the other way
            plain("half-close", Fault.halfClose(Direction.TO_CLIENT)),
            plain("stall", Fault.stall()),
            plain("swallow", Fault.swallow()),
            plain("single-bytes", Fault.singleBytes()),
            plain("silence", Fault.silence()),
            Map.entry("throttle", value -> Fault.throttle(count(given(value)))),
            Map.entry("delay", value -> delay(given(value))),
            Map.entry("corrupt", value -> Fault.corrupt(count(given(value)))),
            Map.entry("http", value -> Fault.refuseUpgrade(Math.toIntExact(count(given(value))))),
            Map.entry("redirect", value -> Fault.redirect(URI.create(given(value)))),
            Map.entry("html", value -> Fault.htmlPage(value == null ? 200 : Math.toIntExact(count(value)))),
            Map.entry("drop-messages", value -> Fault.dropMessages(oneIn(value))),
            Map.entry("duplicate-messages", value -> Fault.duplicateMessages(oneIn(value))),
            Map.entry("reorder-messages", value -> Fault.reorderMessages(oneIn(value))),
            Map.entry("halve-messages", value -> Fault.halveMessages(oneIn(value))),
            Map.entry("split-messages", value -> split(given(value)))));

    private FaultText() {}

    static Fault parse(String text) {
        String[] parts = text.strip().split(",", -1);
        var modifiers = new LinkedHashMap<String, String>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            modifiers.put(key(part), part.contains("=") ? value(part) : "");
        }
        String name = key(parts[0]);
        var maker = NAMES.get(name);
        if (maker == null) {
            throw unknown("fault", name, NAMES.keySet());
        }
        try {
            Fault fault = maker.apply(parts[0].contains("=") ? value(parts[0]) : null);
            if (modifiers.containsKey("retry-after") && name.equals("http")) {
                fault = Fault.refuseUpgrade(
                        Math.toIntExact(count(value(parts[0]))), duration(modifiers.remove("retry-after")));
            }
            for (var modifier : modifiers.entrySet()) {
                fault = narrowed(fault, modifier.getKey(), modifier.getValue());
            }
            return fault;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "fault \"" + text + "\" cannot be: " + e.getMessage(),
                    "",
                    "write it as in throttle=8000,to-server,after=2s,for=5s",
                    e);
        }
    }

    private static Fault narrowed(Fault fault, String modifier, String value) {
        return switch (modifier) {
            case "to-server" -> fault.only(Direction.TO_SERVER);
            case "to-client" -> fault.only(Direction.TO_CLIENT);
            case "after" -> after(fault, value);
            case "for" -> fault.lasting(duration(value));
            case "times" -> fault.times(count(value));
            case "connection" -> fault.onConnection(count(value));
            case "retry-after" -> throw new IllegalArgumentException("retry-after goes with http alone");
            default -> throw unknown("addition to a fault", modifier, MODIFIERS);
        };
    }

    private static Fault after(Fault fault, String value) {
        if (value.endsWith("msg")) {
            return fault.afterMessages(count(value.substring(0, value.length() - 3)));
        }
        return value.endsWith("B")
                ? fault.afterBytes(count(value.substring(0, value.length() - 1)))
                : fault.after(duration(value));
    }

    private static Fault delay(String value) {
        int plus = value.indexOf('+');
        return plus < 0
                ? Fault.delay(duration(value), Duration.ZERO)
                : Fault.delay(duration(value.substring(0, plus)), duration(value.substring(plus + 1)));
    }

    /** {@code 40ms}, or {@code 10/40ms} for one in ten. */
    private static Fault split(String value) {
        int slash = value.indexOf('/');
        return slash < 0
                ? Fault.splitMessages(1, duration(value))
                : Fault.splitMessages(count(value.substring(0, slash)), duration(value.substring(slash + 1)));
    }

    static String write(Fault fault) {
        var text = new StringBuilder(fault.name());
        String value = valueOf(fault.effect());
        if (!value.isEmpty()) {
            text.append('=').append(value);
        }
        if (fault.directions().size() == 1 && !isUsual(fault)) {
            text.append(',').append(fault.directions().iterator().next().label());
        }
        if (!fault.start().isAtOnce()) {
            text.append(",after=").append(write(fault.start()));
        }
        if (!fault.lasting().isZero()) {
            text.append(",for=").append(write(fault.lasting().toNanos()));
        }
        if (fault.times() > 0) {
            text.append(",times=").append(fault.times());
        }
        if (fault.connection() > 0) {
            text.append(",connection=").append(fault.connection());
        }
        if (fault.effect() instanceof Effect.Answer given
                && given.answer().headers().containsKey("Retry-After")) {
            text.append(",retry-after=")
                    .append(given.answer().headers().get("Retry-After"))
                    .append('s');
        }
        return text.toString();
    }

    private static boolean isUsual(Fault fault) {
        return fault.effect() instanceof Effect.Messages && fault.concerns(Direction.TO_CLIENT);
    }

    private static String valueOf(Effect effect) {
        if (effect instanceof Effect.Throttle throttle) {
            return Long.toString(throttle.bytesPerSecond());
        }
        if (effect instanceof Effect.Delay delay) {
            return write(delay.nanos()) + (delay.jitterNanos() == 0 ? "" : "+" + write(delay.jitterNanos()));
        }
        if (effect instanceof Effect.Corrupt corrupt) {
            return Long.toString(corrupt.oneIn());
        }
        if (effect instanceof Effect.Messages messages) {
            String oneIn = messages.oneIn() == 1 ? "" : Long.toString(messages.oneIn());
            return messages.deed() == Effect.Deed.SPLIT
                    ? (oneIn.isEmpty() ? "" : oneIn + "/") + write(messages.pauseNanos())
                    : oneIn;
        }
        if (effect instanceof Effect.Answer given) {
            String location = given.answer().headers().get("Location");
            return location == null ? Integer.toString(given.answer().status()) : location;
        }
        return "";
    }

    private static String write(Start start) {
        return switch (start.by()) {
            case TIME -> write(start.amount());
            case BYTES -> start.amount() + "B";
            case MESSAGES -> start.amount() + "msg";
        };
    }

    private static String write(long nanos) {
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us";
    }

    private static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration with its unit, such as 300ms or 2s");
        }
        var nanos = new BigDecimal(match.group(1)).multiply(NANOS.getOrDefault(match.group(2), BigDecimal.ONE));
        return Duration.ofNanos(nanos.longValue());
    }

    private static long count(String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number");
        }
        return Long.parseLong(text);
    }

    private static long oneIn(@Nullable String value) {
        return value == null ? 1 : count(value);
    }

    private static String given(@Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("it needs a value, after =");
        }
        return value;
    }

    private static Map.Entry<String, Function<@Nullable String, Fault>> plain(String name, Fault fault) {
        return Map.entry(name, value -> {
            if (value != null) {
                throw new IllegalArgumentException(name + " takes no value");
            }
            return fault;
        });
    }

    private static String key(String part) {
        int equals = part.indexOf('=');
        return (equals < 0 ? part : part.substring(0, equals)).strip();
    }

    private static String value(String part) {
        return part.substring(part.indexOf('=') + 1).strip();
    }

    private static BatonException unknown(String kind, String name, java.util.Collection<String> known) {
        return new BatonException(
                ErrorCode.UNKNOWN_NAME,
                "unknown " + kind + " \"" + name + "\"" + NearestName.question(name, known) + "  ("
                        + String.join(", ", known) + ")",
                "",
                "");
    }
}
