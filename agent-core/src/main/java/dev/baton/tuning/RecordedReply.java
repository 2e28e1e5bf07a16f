package dev.baton.tuning;

import dev.baton.turn.TurnEvent;
import java.util.List;

/**
 * What the agent did when it was asked, to be done again at another time.
 *
 * @param turnEndNanos where the utterance that it answers ended; negative for a greeting, and for what it says to a silent caller
 * @param wishes what the handler asked for and did, with times from when it was asked
 * @param readyAfterNanos from when it was asked until there was something to play; negative if there never was
 * @param beginsAfterNanos from the leave to speak to the first sound
 * @param playNanos how long it sounds; estimated where it was cut off
 * @param sayings what it says, with times from its first sound
 */
record RecordedReply(
        long turnEndNanos,
        List<Later> wishes,
        long readyAfterNanos,
        long beginsAfterNanos,
        long playNanos,
        List<Later> sayings) {
    /** An event, to happen so long after something. */
    record Later(long afterNanos, TurnEvent event) {}

    /** One that says nothing. */
    static final RecordedReply NOTHING = new RecordedReply(-1, List.of(), -1, 0, 0, List.of());
}
