package dev.baton.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
public final class Machine {
    private Machine() {}

    /** As Linux names it; elsewhere the architecture. */
    public static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.takeWhile(line -> !line.isBlank())
                    .filter(line -> line.matches("(model name|cpu family|model)\\s.*"))
                    .map(line -> line.replaceFirst("\\s*:\\s*", " "))
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("an unknown processor");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
