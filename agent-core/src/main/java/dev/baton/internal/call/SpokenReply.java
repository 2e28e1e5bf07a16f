package dev.baton.internal.call;

import dev.baton.agent.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that one reply says, text after text, and how much of it has gone out. Used on the loop. */
final class SpokenReply {
    /** Hears that a text is about to go out, before its first sample does. */
    interface Beginning {
        /** @return whether the reply still goes on */
        boolean begins(String text);
    }

    private final List<SpokenSegment> segments = new ArrayList<>();
    private int playing;

    void add(SpokenSegment segment) {
        segments.add(segment);
    }

    List<SpokenSegment> segments() {
        return segments;
    }

    boolean isPlayed() {
        for (int i = playing; i < segments.size(); i++) {
            if (!segments.get(i).isPlayed()) {
                return false;
            }
        }
        return true;
    }

    boolean hasAudio() {
        return available(1) > 0;
    }

    /** All samples that wait. */
    long ready() {
        return available(Integer.MAX_VALUE);
    }

    /** What can go out one after the other. */
    private int available(int enough) {
        int samples = 0;
        for (int i = playing; i < segments.size() && samples < enough; i++) {
            var segment = segments.get(i);
            samples += segment.available();
            if (!segment.isComplete()) {
                break; // a recording may lie ready behind it
            }
        }
        return samples;
    }

    /** A part-filled frame goes out only where nothing can follow to fill it. */
    boolean isFrameReady(int frameSamples) {
        int available = available(frameSamples);
        return available >= frameSamples
                || (available > 0 && segments.get(segments.size() - 1).isComplete());
    }

    /** @return false if the reply ended, or paused, over the beginning of a text, and the frame must not go out */
    boolean fill(short[] frame, Beginning beginning) {
        int filled = 0;
        SpokenSegment last = segments.get(playing);
        while (filled < frame.length && playing < segments.size()) {
            var segment = segments.get(playing);
            if (segment.begins()) {
                if (!beginning.begins(segment.text)) {
                    return false;
                }
                segment.begun();
            }
            int taken = segment.take(frame, filled, frame.length - filled);
            filled += taken;
            last = taken > 0 ? segment : last;
            if (!segment.isPlayed()) {
                break;
            }
            playing++;
        }
        Arrays.fill(frame, filled, frame.length, (short) 0);
        last.padded(frame.length - filled);
        return true;
    }

    /** Of what went out, only the first {@code samples} were heard: the next frame begins with the one after them. */
    void rewind(long samples) {
        long before = 0;
        int first = segments.size();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            long length = segment.length();
            segment.rewind(Math.max(0, samples - before));
            before += length;
            if (first == segments.size() && !segment.isPlayed()) {
                first = i;
            }
        }
        playing = first;
    }

    /** @param asText whether there is no voice, so that all that went out was heard */
    Heard heard(int turn, long samples, Duration played, boolean asText) {
        long left = samples;
        var heard = new StringBuilder();
        var said = new StringBuilder();
        for (var segment : segments) {
            append(said, segment.text);
            append(heard, asText ? segment.text : segment.heardWithin(Math.max(0, left)));
            left -= segment.length();
        }
        return new Heard(turn, heard.toString(), said.toString(), played);
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(more);
        }
    }
}
