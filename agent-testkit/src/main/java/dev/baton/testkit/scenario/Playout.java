package dev.baton.testkit.scenario;

import dev.baton.agent.PlayedText;
import java.time.Duration;

/** One reply as the caller hears it: what it says, and how far it has come. */
final class Playout {
    final int reply;
    private final PlayedText text;

    /** Played until {@link #sinceNanos}, from where on it goes with the clock. */
    private long playedNanos;

    private long sinceNanos;
    private boolean paused;
    private long handedOverNanos = -1;

    Playout(int reply, PlayedText text, long now) {
        this.reply = reply;
        this.text = text;
        sinceNanos = now;
    }

    String text() {
        return text.text();
    }

    void pause(long now) {
        playedNanos = played(now);
        sinceNanos = now;
        paused = true;
    }

    void resume(long now) {
        sinceNanos = now;
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    /** The carrier has really played so much, now. */
    void reported(long nanosPlayed, long now) {
        playedNanos = nanosPlayed;
        sinceNanos = now;
    }

    /** The carrier cannot play what it does not have. */
    void handedOver(long moreNanos) {
        handedOverNanos = Math.max(0, handedOverNanos) + moreNanos;
    }

    String heard(long now) {
        return text.heardWithin(Duration.ofNanos(played(now)));
    }

    private long played(long now) {
        long played = paused ? playedNanos : playedNanos + now - sinceNanos;
        return handedOverNanos < 0 ? played : Math.min(played, handedOverNanos);
    }
}
