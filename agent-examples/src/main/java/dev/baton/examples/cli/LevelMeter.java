package dev.baton.examples.cli;

import dev.baton.audio.AudioTap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How loud the caller is, for the moving row: the peak of each of the last tenths of a second. Written on the event loop, read by the view's thread. */
final class LevelMeter implements AudioTap {
    private static final int BARS = 6;
    private static final String UNICODE = "▁▂▃▄▅▆▇█";
    private static final String ASCII = " .:-=+*#";
    private static final double QUIETEST_DB = -50;
    private static final double LOUDEST_DB = -8;

    private final AtomicIntegerArray peaks = new AtomicIntegerArray(BARS);
    private int barSamples = 1600;
    private int filled;
    private int peak;

    @Override
    public void start(int callerRateHz, int agentRateHz) {
        barSamples = callerRateHz / 10;
    }

    @Override
    public void caller(short[] samples, int offset, int length, long position) {
        for (int i = offset; i < offset + length; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        filled += length;
        if (filled >= barSamples) {
            for (int i = 0; i < BARS - 1; i++) {
                peaks.set(i, peaks.get(i + 1));
            }
            peaks.set(BARS - 1, peak);
            filled = 0;
            peak = 0;
        }
    }

    @Override
    public void agent(short[] samples, int offset, int length, long position) {}

    @Override
    public void agentCleared(long position) {}

    @Override
    public void end() {}

    /** The newest on the right. */
    String bars(Terminal terminal) {
        String steps = terminal.sign(UNICODE, ASCII);
        var bars = new StringBuilder(BARS);
        for (int i = 0; i < BARS; i++) {
            double db = 20 * Math.log10(Math.max(1, peaks.get(i)) / 32768.0);
            double share = (db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB);
            int step = (int) Math.round(share * (steps.length() - 1));
            bars.append(steps.charAt(Math.max(0, Math.min(steps.length() - 1, step))));
        }
        return bars.toString();
    }
}
