package dev.baton.tuning;

import dev.baton.turn.TurnEvent;
import java.util.ArrayList;
import java.util.List;

/** One reply of a call that is being read. */
final class ReplyReading {
    private static final long FRAME_NANOS = 20_000_000;
    private static final long UNKNOWN_REST_NANOS = 1_000_000_000;

    private final long askedNanos;
    private final long turnEndNanos;
    private final List<RecordedReply.Later> wishes = new ArrayList<>();
    private final List<RecordedReply.Later> sayings = new ArrayList<>();
    private long readyAfter = -1;
    private long leaveNanos = -1;
    private long beginsAfter;
    private long playedNanos;
    private long soundsSince = -1;
    private int characters;
    private boolean cut;

    ReplyReading(long askedNanos, long turnEndNanos) {
        this.askedNanos = askedNanos;
        this.turnEndNanos = turnEndNanos;
    }

    void wishes(TurnEvent event) {
        wishes.add(new RecordedReply.Later(event.atNanos() - askedNanos, event));
    }

    void says(TurnEvent.AgentSays event) {
        characters += event.text().length();
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

    /** The caller, or the end of the call, cut it off. */
    void stopped(long atNanos) {
        cut = soundsSince >= 0;
        silent(atNanos);
    }

    /** How long a character takes to say; 0 where that is not known from it. */
    long nanosPerCharacter() {
        return cut || characters == 0 ? 0 : playedNanos / characters;
    }

    /** @param nanosPerCharacter as others of this call took: of what was cut off only the text is known, and that it would have gone on */
    RecordedReply recorded(long nanosPerCharacter) {
        long whole = characters == 0 ? playedNanos + UNKNOWN_REST_NANOS : characters * nanosPerCharacter;
        long length = cut ? Math.max(playedNanos + FRAME_NANOS, whole) : playedNanos;
        return new RecordedReply(turnEndNanos, wishes, readyAfter, beginsAfter, length, sayings);
    }
}
