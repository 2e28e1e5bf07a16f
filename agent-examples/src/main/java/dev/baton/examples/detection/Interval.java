package dev.baton.examples.detection;

/** From one moment up to another, which is not in it; microseconds. */
public record Interval(long fromMicros, long toMicros) {
    public Interval {
        if (fromMicros < 0 || toMicros < fromMicros) {
            throw new IllegalArgumentException(
                    "0 <= fromMicros <= toMicros must hold, fromMicros=" + fromMicros + ", toMicros=" + toMicros);
        }
    }

    public long lengthMicros() {
        return toMicros - fromMicros;
    }
}
