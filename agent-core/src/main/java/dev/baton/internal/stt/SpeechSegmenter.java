package dev.baton.internal.stt;

import dev.baton.vad.SpeechGate;
import dev.baton.vad.VoiceActivityDetector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts a stream into stretches of speech, each with a little audio from before and the quiet that ended it. No sample is in two segments; positions count samples of the stream.
 *
 * <pre>{@code
 *           | pre-roll |##### speech #####| hang-over |
 *         from     speechFrom          speechTo       to
 * }</pre>
 *
 * A segment ends when the gate says that speech has, when it is {@linkplain #cut asked to}, or when it is as long as one may be: then at the quietest place of its last quarter, since a word that is cut in
 * two is understood by nobody; what follows is the next segment. Pure: no clock, no thread; allocates nothing but what its listener does.
 */
final class SpeechSegmenter {
    /** Called within {@link #push} and {@link #cut}. */
    interface Listener {
        void speechStarted(long position);

        void speechEnded(long position);

        /** Its samples may be {@linkplain SpeechSegmenter#copy copied} until this returns. */
        void segment(Segment segment);
    }

    /** @param speechTo behind the last voiced window */
    record Segment(long from, long speechFrom, long speechTo, long to) {
        int samples() {
            return Math.toIntExact(to - from);
        }
    }

    /** How finely the quietest place is looked for. */
    private static final int LOOK_MILLIS = 20;

    private final VoiceActivityDetector detector;
    private final SpeechGate gate;
    private final float stopThreshold;
    private final int preRoll;
    private final int longest;
    private final int look;
    private final Listener listener;
    private final short[] ring;
    private final short[] window;
    private int windowFilled;

    /** All samples so far, and of them those that the gate has judged. */
    private long heard;

    /** The gate's position 0, which moves when it starts afresh. */
    private long gateBegan;

    private long givenUpTo;
    private boolean open;
    private long from;
    private long speechFrom;
    private long voicedTo;

    /**
     * @param detector at the stream's rate
     * @param stopThreshold of the gate
     * @param keptSamples how far back the gate may date the beginning of speech; the longest segment, if that is more
     */
    SpeechSegmenter(
            VoiceActivityDetector detector,
            SpeechGate gate,
            float stopThreshold,
            int preRoll,
            int longest,
            int keptSamples,
            Listener listener) {
        this.detector = detector;
        this.gate = gate;
        this.stopThreshold = stopThreshold;
        this.preRoll = preRoll;
        this.longest = longest;
        this.listener = listener;
        look = detector.sampleRateHz() * LOOK_MILLIS / 1_000;
        window = new short[detector.windowSamples()];
        ring = new short[Math.max(longest, preRoll + keptSamples) + 2 * window.length];
    }

    /** Samples handed over so far. */
    long heard() {
        return heard;
    }

    /** Whether a segment has begun and not ended. */
    boolean isOpen() {
        return open;
    }

    /** Length of the open segment in samples. */
    long openSamples() {
        return open ? heard - from : 0;
    }

    void push(short[] samples, int offset, int length) {
        for (int taken = 0; taken < length; ) {
            int step = Math.min(length - taken, window.length - windowFilled);
            System.arraycopy(samples, offset + taken, window, windowFilled, step);
            remember(samples, offset + taken, step);
            taken += step;
            windowFilled += step;
            if (windowFilled == window.length) {
                windowFilled = 0;
                decide();
            }
        }
    }

    private void remember(short[] samples, int offset, int length) {
        for (int taken = 0; taken < length; ) {
            int at = (int) (heard % ring.length);
            int step = Math.min(length - taken, ring.length - at);
            System.arraycopy(samples, offset + taken, ring, at, step);
            taken += step;
            heard += step;
        }
    }

    private void decide() {
        float probability = detector.speechProbability(window, 0);
        var decision = gate.accept(probability);
        if (probability >= stopThreshold) {
            voicedTo = heard;
        }
        switch (decision) {
            case STARTED -> begin(gateBegan + gate.onsetPosition());
            case ENDED -> {
                long end = gateBegan + gate.endPosition();
                listener.speechEnded(end);
                endSegment(Math.max(end, speechFrom), heard);
            }
            default -> {}
        }
        if (open && heard - from >= longest) {
            cutAtTheQuietest();
        }
    }

    private void begin(long onset) {
        open = true;
        long oldest = Math.max(givenUpTo, heard - ring.length);
        speechFrom = Math.max(onset, oldest);
        from = Math.max(0, Math.max(speechFrom - preRoll, oldest));
        listener.speechStarted(speechFrom);
    }

    private void endSegment(long speechTo, long to) {
        if (open) {
            open = false;
            givenUpTo = to;
            listener.segment(new Segment(from, speechFrom, Math.min(speechTo, to), to));
        }
    }

    /** The open segment ends here, where there is one; what is heard from now on is heard afresh. */
    void cut() {
        if (open) {
            long speechTo = Math.max(voicedTo, speechFrom);
            // Not in the middle of a window: the samples that no decision has seen belong to what was said.
            listener.speechEnded(speechTo);
            endSegment(speechTo, heard);
            gate.reset();
            gateBegan = heard - windowFilled;
        }
    }

    private void cutAtTheQuietest() {
        long place = quietest(heard - longest / 4, heard - look);
        if (voicedTo > place) {
            endSegment(place, place);
            open = true;
            from = place;
            speechFrom = place;
        } else {
            // The gate would wait out its hang-over, in which whoever goes on would not be heard to begin.
            listener.speechEnded(voicedTo);
            endSegment(voicedTo, place);
            gate.reset();
            gateBegan = heard;
        }
    }

    private long quietest(long first, long last) {
        long best = last;
        long least = Long.MAX_VALUE;
        for (long at = first; at <= last; at += look / 2) {
            long energy = 0;
            for (int i = 0; i < look; i++) {
                long sample = ring[(int) ((at + i) % ring.length)];
                energy += sample * sample;
            }
            if (energy <= least) {
                least = energy;
                best = at;
            }
        }
        return best + look / 2;
    }

    /** Writes the segment's samples as 16-bit little-endian; the order of {@code to} is set. */
    void copy(Segment segment, ByteBuffer to) {
        to.order(ByteOrder.LITTLE_ENDIAN);
        for (long at = segment.from(); at < segment.to(); at++) {
            to.putShort(ring[(int) (at % ring.length)]);
        }
    }
}
