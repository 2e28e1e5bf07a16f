package dev.baton.testkit.carrier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;

/**
 * The carrier's playback buffer: what comes in is played in order at real time, 20 ms per {@link #tick}, and silence where nothing is there.
 *
 * <p>A tick takes the next 20 ms from the buffer; they have been played when the next tick comes. So a mark is due at the tick after the one that took the last sample before it, and nothing is heard before it came in.
 *
 * <p>Belongs to one thread at a time; reads no clock.
 */
public final class FarEnd {
    /** Silence between two stretches of audio although nobody cleared or paused: the buffer had run dry. */
    public record Gap(long position, long samples) {}

    /** @param droppedSamples what had not been taken yet */
    public record Clear(long position, long droppedSamples) {}

    private record Mark(String name, long after) {}

    /** A longer pause is taken for the end of what the agent says. */
    private static final int UNDERRUN_LIMIT_MILLIS = 300;

    /** Fainter samples are no sound: a line's noise and the codecs' zero. */
    private static final int SOUND_LEVEL = 200;

    private final int sampleRateHz;
    private final short[] block;
    private final int holdTicks;
    private final Ear ear;
    private final Queue<short[]> pieces = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Clear> clears = new ArrayList<>();
    private int offset;
    private long received;
    private long taken;
    private long position;
    private boolean blockHoldsAudio;
    private boolean paused;
    private int hold;
    private boolean speechOpen;
    private long dry;
    private long highestFill;
    private long audioSamples;
    private long firstSound = -1;
    private long soundEnd = -1;

    public FarEnd(int sampleRateHz, Ear ear) {
        this(sampleRateHz, 0, ear);
    }

    /** @param holdTicks how long audio waits in an empty buffer before it is played: the jitter buffer of a telephone behind a carrier that has none */
    public FarEnd(int sampleRateHz, int holdTicks, Ear ear) {
        this.sampleRateHz = sampleRateHz;
        this.block = new short[sampleRateHz / 50];
        this.holdTicks = holdTicks;
        this.ear = ear;
    }

    /** Appends; {@code samples} is not copied. */
    public void audio(short[] samples) {
        if (samples.length == 0) {
            return;
        }
        if (received == taken && !blockHoldsAudio) {
            hold = holdTicks;
        }
        pieces.add(samples);
        received += samples.length;
        highestFill = Math.max(highestFill, fillSamples());
    }

    /** @return whether nothing is left to be played before the mark; otherwise a later {@link #tick} returns it */
    public boolean mark(String name) {
        if (received == taken && !blockHoldsAudio && marks.isEmpty()) {
            return true;
        }
        marks.add(new Mark(name, received));
        return false;
    }

    /**
     * Empties the buffer.
     *
     * @return the marks that were waiting, oldest first
     */
    public List<String> clear() {
        clears.add(new Clear(position, fillSamples()));
        pieces.clear();
        offset = 0;
        received = taken;
        blockHoldsAudio = false;
        speechOpen = false;
        dry = 0;
        List<String> pending = marks.stream().map(Mark::name).toList();
        marks.clear();
        return pending;
    }

    public void pause(boolean paused) {
        this.paused = paused;
        speechOpen = false;
    }

    public boolean isPaused() {
        return paused;
    }

    /**
     * 20 ms pass.
     *
     * @return the marks up to which everything has now been played, oldest first
     */
    public List<String> tick() {
        List<String> due = dueMarks();
        int length = paused || waitsInJitterBuffer() ? 0 : take();
        Arrays.fill(block, length, block.length, (short) 0);
        watch(length);
        ear.heard(block, position);
        position += block.length;
        return due;
    }

    private List<String> dueMarks() {
        if (marks.isEmpty() || marks.peek().after() > taken) {
            return List.of();
        }
        var due = new ArrayList<String>();
        for (Mark mark = marks.peek(); mark != null && mark.after() <= taken; mark = marks.peek()) {
            due.add(mark.name());
            marks.remove();
        }
        return due;
    }

    private boolean waitsInJitterBuffer() {
        return hold > 0 && hold-- > 0;
    }

    private int take() {
        int length = 0;
        for (short[] piece = pieces.peek(); piece != null && length < block.length; piece = pieces.peek()) {
            int part = Math.min(block.length - length, piece.length - offset);
            System.arraycopy(piece, offset, block, length, part);
            length += part;
            offset += part;
            if (offset == piece.length) {
                pieces.remove();
                offset = 0;
            }
        }
        taken += length;
        return length;
    }

    private void watch(int length) {
        blockHoldsAudio = length > 0;
        audioSamples += length;
        if (length > 0) {
            if (speechOpen && dry > 0) {
                gaps.add(new Gap(position - dry, dry));
            }
            speechOpen = true;
            dry = 0;
        }
        dry += block.length - length;
        for (int i = 0; i < length; i++) {
            if (Math.abs(block[i]) >= SOUND_LEVEL) {
                firstSound = firstSound < 0 ? position + i : firstSound;
                soundEnd = position + i + 1;
            }
        }
    }

    /** Samples that wait to be played. */
    public long fillSamples() {
        return received - taken;
    }

    /** Whether all that came in has been played. */
    public boolean isIdle() {
        return received == taken && !blockHoldsAudio;
    }

    public long highestFillMillis() {
        return millis(highestFill);
    }

    /** Samples since the call was connected. */
    public long position() {
        return position;
    }

    /** Everything that was played from the buffer, without the silence of a dry one. */
    public long playedMillis() {
        return millis(audioSamples);
    }

    /** When sound was first heard, or -1. */
    public long firstSoundMillis() {
        return firstSound < 0 ? -1 : millis(firstSound);
    }

    /** When the last sound that was heard so far ended, or -1. */
    public long soundEndMillis() {
        return soundEnd < 0 ? -1 : millis(soundEnd);
    }

    /** All gaps however long, also those between two replies. */
    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    /** Gaps in mid-speech: shorter than a pause between two replies. */
    public long underruns() {
        return gaps.stream()
                .filter(gap -> millis(gap.samples()) < UNDERRUN_LIMIT_MILLIS)
                .count();
    }

    public List<Clear> clears() {
        return List.copyOf(clears);
    }

    public long millis(long samples) {
        return samples * 1000 / sampleRateHz;
    }
}
