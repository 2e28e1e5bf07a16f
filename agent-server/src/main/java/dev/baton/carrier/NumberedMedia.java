package dev.baton.carrier;

import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * Puts media that carry numbers in order: what comes again is dropped, what comes early waits for a bounded time, and what is lost is passed over. Audio in order is not copied.
 */
final class NumberedMedia {
    /** 100 ms of the usual 20 ms pieces; later they would delay the call more than the gap harms it. */
    private static final int MAX_WAITING = 5;

    /** Streams count from 1; one that starts elsewhere is taken as it is. */
    private static final long MAX_FIRST = MAX_WAITING;

    private final TreeMap<Long, ByteBuffer> waiting = new TreeMap<>();
    private long expected = MediaMessage.NONE;

    void accept(long number, ByteBuffer audio, Line line) {
        if (number == MediaMessage.NONE) {
            line.audio(audio);
            return;
        }
        if (expected == MediaMessage.NONE) {
            expected = number <= MAX_FIRST ? 1 : number;
        }
        if (number < expected || waiting.containsKey(number)) {
            line.tolerate(LineProblem.OUT_OF_SEQUENCE, "media " + number + " came again, or too late");
            return;
        }
        if (number > expected) {
            waiting.put(
                    number, ByteBuffer.allocate(audio.remaining()).put(audio).flip());
            if (waiting.size() > MAX_WAITING) {
                line.tolerate(
                        LineProblem.OUT_OF_SEQUENCE,
                        "media from " + expected + " to " + (waiting.firstKey() - 1) + " did not come");
                expected = waiting.firstKey();
            }
        } else {
            expected++;
            line.audio(audio);
        }
        drain(line);
    }

    private void drain(Line line) {
        while (!waiting.isEmpty() && waiting.firstKey() == expected) {
            expected++;
            line.audio(waiting.pollFirstEntry().getValue());
        }
    }

    /** Nothing more comes: what waits is heard. */
    void end(Line line) {
        while (!waiting.isEmpty()) {
            line.audio(waiting.pollFirstEntry().getValue());
        }
    }
}
