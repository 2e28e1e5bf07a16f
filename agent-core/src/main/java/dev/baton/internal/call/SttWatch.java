package dev.baton.internal.call;

import java.time.Duration;

/**
 * Whether the recogniser still hears: one that is given speech and says nothing at all for long is taken for dead, though its connection stands. Measured in audio, so that no clock is needed.
 *
 * <p>What sounds like speech may be a television that the recogniser ignores; so after one complaint there is none until it has said something again, on whatever connection. Used on the loop.
 */
final class SttWatch {
    private final long limitNanos;
    private boolean speech;
    private boolean complained;
    private long unanswered;

    /** @param limit so much speech may go without a word; zero for any */
    SttWatch(Duration limit) {
        limitNanos = limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
    }

    void speech(boolean on) {
        speech = on;
    }

    /** The recogniser said something. */
    void heard() {
        unanswered = 0;
        complained = false;
    }

    /** A connection begins: it owes nothing yet. */
    void connected() {
        unanswered = 0;
    }

    /** @return whether that was too much; once */
    boolean sent(long audioNanos) {
        if (speech) {
            unanswered += audioNanos;
        }
        if (unanswered < limitNanos || complained) {
            return false;
        }
        complained = true;
        return true;
    }
}
