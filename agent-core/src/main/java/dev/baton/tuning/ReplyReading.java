package dev.baton.tuning;

import dev.baton.turn.TurnEvent;
import java.util.ArrayList;
import java.util.List;

/** One reply of a call that is being read. */
final class ReplyReading {
    private final long askedNanos;
    private final long turnEndNanos;
    private final List<RecordedReply.Later> wishes = new ArrayList<>();
    private final List<RecordedReply.Later> sayings = new ArrayList<>();
    private long readyAfter = -1;
    private long leaveNanos = -1;
    private long beginsAfter;
    private long playedNanos;
    private long soundsSince = -1;

    ReplyReading(long askedNanos, long turnEndNanos) {
        this.askedNanos = askedNanos;
        this.turnEndNanos = turnEndNanos;
    }

    void wishes(TurnEvent event) {
        wishes.add(new RecordedReply.Later(event.atNanos() - askedNanos, event));
    }

    void says(TurnEvent event) {
        long playing = soundsSince < 0 ? 0 : event.atNanos() - soundsSince;
        sayings.add(new RecordedReply.Later(playedNanos + playing, event));
    }

    void ready(long atNanos) {
        if (readyAfter < 0) {
            readyAfter = atNanos - askedNanos;
        }
    }

    void mayBegin(long atNanos) {
        leaveNanos = atNanos;
    }

    void sounds(long atNanos) {
        if (leaveNanos >= 0 && playedNanos == 0) {
            beginsAfter = atNanos - leaveNanos;
        }
        soundsSince = atNanos;
    }

    void silent(long atNanos) {
        if (soundsSince >= 0) {
            playedNanos += atNanos - soundsSince;
            soundsSince = -1;
        }
    }

    RecordedReply recorded() {
        return new RecordedReply(turnEndNanos, wishes, readyAfter, beginsAfter, playedNanos, sayings);
    }
}
