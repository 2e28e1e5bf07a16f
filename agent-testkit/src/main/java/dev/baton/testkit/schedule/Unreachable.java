package dev.baton.testkit.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pairs of event and state that cannot come about, each with the reason; from a resource next to this class. */
final class Unreachable {
    private final List<Line> lines = new ArrayList<>();

    /** {@code *} stands for any event; several values are parted by commas. */
    private record Line(List<String> events, String side, List<String> phases, String reason) {
        boolean covers(Coverage.Pair pair) {
            return (events.contains("*") || events.contains(pair.event()))
                    && side.equals(pair.state().side())
                    && phases.contains(pair.state().phase());
        }
    }

    private Unreachable() {}

    static Unreachable load() {
        var read = new Unreachable();
        try (InputStream resource = Unreachable.class.getResourceAsStream("unreachable.txt")) {
            if (resource == null) {
                throw new AssertionError("unreachable.txt is missing");
            }
            var text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        var fields = line.split("\\|", -1);
                        if (fields.length != 4 || fields[3].isBlank()) {
                            throw new AssertionError("unreachable.txt: not event | side | state | reason: " + line);
                        }
                        read.lines.add(
                                new Line(values(fields[0]), fields[1].strip(), values(fields[2]), fields[3].strip()));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static List<String> values(String field) {
        var values = new ArrayList<String>();
        for (var value : field.split(",", -1)) {
            values.add(value.strip());
        }
        return values;
    }

    boolean contains(Coverage.Pair pair) {
        return lines.stream().anyMatch(line -> line.covers(pair));
    }

    String reason(Coverage.Pair pair) {
        return lines.stream()
                .filter(line -> line.covers(pair))
                .map(Line::reason)
                .findFirst()
                .orElse("");
    }
}
