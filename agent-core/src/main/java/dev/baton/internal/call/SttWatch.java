package dev.baton.internal.call;

import java.time.Duration;

/**
 * Whether the recogniser still hears: one that is given speech and says nothing at all for long is taken for dead, though its connection stands. Measured in audio, so that no clock is needed.
 *
 * <p>Where it owes something as well, less speech is enough to doubt it: the answer to a request for final text, or, where it cannot be asked and tells text as it comes, a word about speech that
 * has ended.
 *
 * <p>What sounds like speech may be a television that the recogniser ignores; so after one complaint there is none until it has said something again, on whatever connection. Used on the loop.
 */
final class SttWatch {
    /** Longer than any recogniser is silent about speech that it hears, and short enough to save the turn in which it shows. */
    private static final long LIMIT_WHEN_OWING_NANOS = 2_000_000_000L;

    private final long limitNanos;
    private final boolean owesEnds;
    private boolean speech;
    private boolean owing;
    private boolean complained;
    private long unanswered;

    /**
     * @param limit so much speech may go without a word; zero for any
     * @param owesEnds whether it says by itself, and soon, what it heard
     */
    SttWatch(Duration limit, boolean owesEnds) {
        this.owesEnds = owesEnds;
        limitNanos = limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
    }

    void speech(boolean on) {
        speech = on;
    }

    /** The caller has stopped speaking, and was heard to the end. */
    void speechEnded() {
        speech = false;
        if (owesEnds) {
            asked();
        }
    }

    /** The recogniser said something. */
    void heard() {
        owing = false;
        unanswered = 0;
        complained = false;
    }

    /** A connection begins: it owes nothing yet. */
    void connected() {
        owing = false;
        unanswered = 0;
    }

    /** It was asked for final text; what is said from now on is new. */
    void asked() {
        if (!owing) {
            owing = true;
            unanswered = 0;
        }
    }

    /** @return whether that was too much; once */
    boolean sent(long audioNanos) {
        if (speech) {
            unanswered += audioNanos;
        }
        long limit = owing ? Math.min(LIMIT_WHEN_OWING_NANOS, limitNanos) : limitNanos;
        if (unanswered < limit || complained) {
            return false;
        }
        complained = true;
        return true;
    }
}
