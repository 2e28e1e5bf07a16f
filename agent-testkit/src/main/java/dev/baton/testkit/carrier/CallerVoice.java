package dev.baton.testkit.carrier;

import java.util.ArrayDeque;
import java.util.Queue;

/** What the caller still has to say, and silence in between. */
final class CallerVoice {
    private short[] background = {0};
    private int backgroundAt;
    private final Queue<short[]> pieces = new ArrayDeque<>();
    private int offset;
    private long waiting;

    /** Appends; {@code pcm} is not copied. */
    void say(short[] pcm) {
        pieces.add(pcm);
        waiting += pcm.length;
    }

    /** What is sent while nothing is said, over and over; digital silence unless told otherwise. */
    void background(short[] pcm) {
        background = pcm;
        backgroundAt = 0;
    }

    /** Samples that are still to be said. */
    long waiting() {
        return waiting;
    }

    /** Fills {@code frame[from .. to)}, with the background once all is said. */
    void next(short[] frame, int from, int to) {
        int at = from;
        for (short[] piece = pieces.peek(); piece != null && at < to; piece = pieces.peek()) {
            int length = Math.min(to - at, piece.length - offset);
            System.arraycopy(piece, offset, frame, at, length);
            at += length;
            offset += length;
            waiting -= length;
            if (offset == piece.length) {
                pieces.remove();
                offset = 0;
            }
        }
        for (; at < to; at++) {
            frame[at] = background[backgroundAt];
            backgroundAt = (backgroundAt + 1) % background.length;
        }
    }
}
