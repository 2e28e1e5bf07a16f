package dev.baton.turn;

import java.time.Duration;

/**
 * One committed turn of the caller: never empty, and no word of it comes again in another.
 *
 * @param turn numbered from 1 as turns open; abandoned and dropped ones leave gaps
 * @param revision 0 for the first commit of this turn
 * @param text the caller's words, finals joined by one space
 * @param reason why the turn ended here
 * @param audioStart where its first sound began, on the call's clock
 * @param audioEnd where its last sound ended
 */
public record Utterance(
        int turn, int revision, String text, CommitReason reason, Duration audioStart, Duration audioEnd) {}
