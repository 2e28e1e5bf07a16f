package dev.baton.benchmarks.vad;

import java.util.Locale;

/** How a figure is printed. */
enum Unit {
    SHARE(1, "%.3f"),
    LOSS(1, "%.4f"),
    PERCENT(100, "%.1f %%"),
    MILLIS(1000, "%.0f ms"),
    PER_MINUTE(1, "%.2f"),
    /** Of nanoseconds. */
    MICROS(1e-3, "%.2f µs"),
    BYTES(1, "%.0f B"),
    /** Of bytes; 1,024 to one. */
    KILOBYTES(1.0 / 1024, "%.1f KB");

    private final double factor;
    private final String format;

    Unit(double factor, String format) {
        this.factor = factor;
        this.format = format;
    }

    /** A dash for what is not a number. */
    String print(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value * factor);
    }
}
