package dev.baton.examples.detection;

import java.util.ArrayList;
import java.util.List;

/** What a detector and a gate made of one recording, with the times at which they knew. */
public final class Detection {
    private final int sampleRateHz;
    private final int windowSamples;
    private final long lengthSamples;
    private final float[] probabilities;
    private final List<Event> events;

    /** @param probabilities of all windows; the last one may reach past the end */
    Detection(int sampleRateHz, int windowSamples, long lengthSamples, float[] probabilities, List<Event> events) {
        this.sampleRateHz = sampleRateHz;
        this.windowSamples = windowSamples;
        this.lengthSamples = lengthSamples;
        this.probabilities = probabilities.clone();
        this.events = List.copyOf(events);
    }

    /** A decision of the gate. */
    public enum Type {
        START,
        END
    }

    /**
     * @param detectedAtMicros when it was decided; of the last end this may lie past the end of the recording
     * @param positionMicros where the speech began or ended
     */
    public record Event(Type type, long detectedAtMicros, long positionMicros) {}

    static long micros(long samples, int sampleRateHz) {
        return Math.round(samples * 1e6 / sampleRateHz);
    }

    /** At which the detector worked. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    public long lengthMicros() {
        return micros(lengthSamples, sampleRateHz);
    }

    public int windows() {
        return probabilities.length;
    }

    public float probability(int window) {
        return probabilities[window];
    }

    /** Where a window ends: the moment at which its probability can be known. */
    public long windowEndMicros(int window) {
        return micros((window + 1L) * windowSamples, sampleRateHz);
    }

    /** Starts and ends by turns, as they were decided. */
    public List<Event> events() {
        return events;
    }

    public int starts() {
        return events.size() / 2;
    }

    /** The speech that was found. */
    public List<Interval> segments() {
        return pairs(false);
    }

    /** When the gate stood open, as a call lives through it: from the decision that speech began to the decision that it ended. */
    List<Interval> openIntervals() {
        return pairs(true);
    }

    private List<Interval> pairs(boolean byDecision) {
        var pairs = new ArrayList<Interval>();
        for (int i = 0; i + 1 < events.size(); i += 2) {
            Event start = events.get(i);
            Event end = events.get(i + 1);
            pairs.add(
                    byDecision
                            ? new Interval(start.detectedAtMicros(), end.detectedAtMicros())
                            : new Interval(start.positionMicros(), end.positionMicros()));
        }
        return pairs;
    }

    public long speechMicros() {
        return segments().stream().mapToLong(Interval::lengthMicros).sum();
    }
}
