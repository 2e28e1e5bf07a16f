package dev.baton.benchmarks.load;

import dev.baton.benchmarks.load.Tally.Figure;
import java.time.Duration;

/**
 * One call's place in the script, and the truth about it: which frame is due when, when an utterance began and ended. Frames are taken by one thread; what is heard and cut may come from another.
 *
 * <p>Calls lie apart by the golden ratio of the script and by 5 ms, so that neither their frames nor their turns come in step.
 */
final class Playhead {
    /** How long the caller must be quiet before the recogniser is asked; the same for whoever is measured. */
    static final Duration QUIET = Duration.ofMillis(500);

    /** An answer that comes so late belongs to no utterance that we remember. */
    private static final long LOST_NANOS = Duration.ofSeconds(5).toNanos();

    private static final double GOLDEN = 0.6180339887;
    private static final int REMEMBERED = 8;

    private final CallScript script;
    private final Tally tally;
    private final int offset;
    private final long startNanos;
    private final long[] ended = new long[REMEMBERED];
    private long ends;
    private long answered = -1;
    private long begunNanos;
    private long played;

    /** @param startNanos when the earliest call begins, by {@link System#nanoTime} */
    Playhead(CallScript script, Tally tally, int number, long startNanos) {
        this.script = script;
        this.tally = tally;
        this.offset = (int) (number * GOLDEN % 1 * script.frames());
        this.startNanos = startNanos + number % 4 * Duration.ofMillis(5).toNanos();
    }

    /** @return the script's frame to play now, or -1 if none is due; ask again after each one */
    int next(long nowNanos) {
        long due = startNanos + (played + 1) * CallScript.FRAME_NANOS; // a frame is there when it is over
        if (due > nowNanos) {
            return -1;
        }
        int frame = (int) ((played++ + offset) % script.frames());
        tally.record(Figure.FRAME_LAG, nowNanos - due);
        if (script.begins(frame)) {
            begun(due);
        }
        if (script.ends(frame)) {
            ended(due);
        }
        return frame;
    }

    private synchronized void begun(long dueNanos) {
        begunNanos = dueNanos;
    }

    private synchronized void ended(long dueNanos) {
        ended[(int) (ends++ % REMEMBERED)] = dueNanos;
        tally.turnDue();
    }

    /** The application got an utterance, whose last two words are when the finalize was received and the final sent. */
    synchronized void heard(String text, long nowNanos) {
        var words = text.split(" ");
        long finalizedNanos = Long.parseLong(words[words.length - 2]);
        long sentNanos = Long.parseLong(words[words.length - 1]);
        long turn = endedBefore(finalizedNanos);
        if (turn < 0 || turn == answered || finalizedNanos - endNanos(turn) > LOST_NANOS) {
            return;
        }
        answered = turn;
        tally.turnGot();
        tally.record(Figure.FINALIZE_ADDED, finalizedNanos - endNanos(turn) - QUIET.toNanos());
        tally.record(Figure.FINAL_TO_HANDLER, nowNanos - sentNanos);
        tally.record(Figure.SPEECH_END_TO_HANDLER, nowNanos - endNanos(turn));
    }

    /** The answer was silenced, because of the utterance that began last. */
    synchronized void cut(long nowNanos) {
        tally.record(Figure.BARGE_IN, nowNanos - begunNanos);
    }

    synchronized long begunNanos() {
        return begunNanos;
    }

    private long endedBefore(long nanos) {
        for (long turn = ends - 1; turn >= Math.max(0, ends - REMEMBERED); turn--) {
            if (endNanos(turn) <= nanos) {
                return turn;
            }
        }
        return -1;
    }

    private long endNanos(long turn) {
        return ended[(int) (turn % REMEMBERED)];
    }
}
