package dev.baton.examples.detection;

/** The data of an SVG path of level and upright lines, written as short as it goes: relative, in tenths, and points in a row as one line. */
final class SvgPath {
    private final StringBuilder data = new StringBuilder();
    private long x;
    private long y;
    private long pendingX;

    /** Begins at a point. */
    SvgPath(double x, double y) {
        this.x = tenths(x);
        this.y = tenths(y);
        data.append('M').append(text(this.x)).append(' ').append(text(this.y));
    }

    private static long tenths(double value) {
        return Math.round(value * 10);
    }

    /** Along to {@code toX}. */
    SvgPath across(double toX) {
        pendingX = tenths(toX) - x;
        return this;
    }

    /** Straight up or down to {@code toY}. */
    SvgPath upright(double toY) {
        long by = tenths(toY) - y;
        if (by != 0) {
            flush();
            data.append('v').append(text(by));
            y += by;
        }
        return this;
    }

    /** The data, closed by a line to the beginning. */
    String closed() {
        flush();
        return data + "z";
    }

    private void flush() {
        if (pendingX != 0) {
            data.append('h').append(text(pendingX));
            x += pendingX;
            pendingX = 0;
        }
    }

    /** Without a zero before or after the point. */
    private static String text(long tenths) {
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        String digits = (whole > 0 || rest == 0 ? String.valueOf(whole) : "") + (rest == 0 ? "" : "." + rest);
        return tenths < 0 ? "-" + digits : digits;
    }
}
