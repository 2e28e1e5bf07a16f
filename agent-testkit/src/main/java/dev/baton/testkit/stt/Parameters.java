package dev.baton.testkit.stt;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Query parameters of an upgrade, read strictly: a value that is not allowed refuses the connection. Unknown names are nobody's business. */
final class Parameters {
    /** What samples can be sent as; all services here call it the same. */
    static final Map<String, AudioEncoding> ENCODINGS = Map.of(
            "linear16", AudioEncoding.LINEAR16,
            "linear32", AudioEncoding.LINEAR32,
            "mulaw", AudioEncoding.MULAW,
            "alaw", AudioEncoding.ALAW);

    private static final Set<String> RATES =
            AudioFormat.SAMPLE_RATES_HZ.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());

    private final Map<String, List<String>> values;

    Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** The first value of that name, or null. */
    @Nullable
    String text(String name) {
        List<String> all = values.get(name);
        return all == null || all.isEmpty() ? null : all.get(0);
    }

    AudioEncoding encoding(String absent) throws Refused {
        return ENCODINGS.getOrDefault(oneOf("encoding", absent, ENCODINGS.keySet()), AudioEncoding.LINEAR16);
    }

    /** Any that audio has here. */
    int sampleRateHz(int absent) throws Refused {
        return Integer.parseInt(oneOf("sample_rate", String.valueOf(absent), RATES));
    }

    boolean flag(String name, boolean absent) throws Refused {
        String value = oneOf(name, absent ? "true" : "false", List.of("true", "false"));
        return value.equals("true");
    }

    String oneOf(String name, String absent, Collection<String> allowed) throws Refused {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        if (!allowed.contains(value)) {
            throw Refusal.badParameter(
                    name,
                    name + "=" + value + " is not supported; allowed: " + String.join(", ", new TreeSet<>(allowed)));
        }
        return value;
    }

    double decimal(String name, double absent, double least, double most) throws Refused {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other value out of range.
        }
        throw Refusal.badParameter(
                name, name + "=" + value + " is not supported; allowed: a number from " + least + " to " + most);
    }

    int number(String name, int absent, int least, int most) throws Refused {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other value out of range.
        }
        throw Refusal.badParameter(
                name, name + "=" + value + " is not supported; allowed: a whole number from " + least + " to " + most);
    }
}
