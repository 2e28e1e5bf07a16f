package dev.baton.examples.detection;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A detection as three tables that other tools read, each with a line of heads:
 *
 * <pre>
 *  NAME.csv           time_s,probability              of each window; the time is its end
 *  NAME.events.csv    detected_at_s,type,position_s   type is start or end
 *  NAME.segments.csv  start_s,end_s                   the speech that was found
 * </pre>
 */
public final class DetectionFiles {
    private static final int DECIMALS = 6;

    private DetectionFiles() {}

    /** The names of the files that {@link #write} makes. */
    public static List<String> names(String name) {
        return List.of(name + ".csv", name + ".events.csv", name + ".segments.csv");
    }

    public static void write(Path folder, String name, Detection detection) throws IOException {
        List<String> names = names(name);
        try (var out = Files.newBufferedWriter(folder.resolve(names.get(0)))) {
            line(out, "time_s", "probability");
            for (int i = 0; i < detection.windows(); i++) {
                // Not a number counts as none.
                long millionths = Math.round(detection.probability(i) * 1e6);
                line(out, decimal(detection.windowEndMicros(i)), decimal(millionths));
            }
        }
        try (var out = Files.newBufferedWriter(folder.resolve(names.get(1)))) {
            line(out, "detected_at_s", "type", "position_s");
            for (var event : detection.events()) {
                String type = event.type().name().toLowerCase(Locale.ROOT);
                line(out, decimal(event.detectedAtMicros()), type, decimal(event.positionMicros()));
            }
        }
        try (var out = Files.newBufferedWriter(folder.resolve(names.get(2)))) {
            line(out, "start_s", "end_s");
            for (var segment : detection.segments()) {
                line(out, decimal(segment.fromMicros()), decimal(segment.toMicros()));
            }
        }
    }

    private static void line(BufferedWriter out, String... cells) throws IOException {
        out.write(String.join(",", cells));
        out.write('\n');
    }

    /** Millionths as a decimal number, exactly. */
    private static String decimal(long millionths) {
        return BigDecimal.valueOf(millionths, DECIMALS).toPlainString();
    }
}
