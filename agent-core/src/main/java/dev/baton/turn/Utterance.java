package dev.baton.turn;

import java.time.Duration;

/**
 * One committed turn of the caller: never empty unless the agent is configured to do without text, and no word of it comes again in another.
 *
 * @param turn numbered from 1 as turns open; abandoned and dropped ones leave gaps
 * @param revision 0 for the first commit of this turn; 1 or more where late text took its place before the answer began
 * @param kind what the caller did
 * @param text the caller's words, finals joined by one space; all of them, in a revision too
 * @param reason why the turn ended here
 * @param audioStart where its first sound began, on the call's clock
 * @param audioEnd where its last sound ended
 * @param late whether its text came after its turn had been answered
 * @param overlap whether it was partly said while the agent spoke, without interrupting
 */
public record Utterance(
        int turn,
        int revision,
        Kind kind,
        String text,
        CommitReason reason,
        Duration audioStart,
        Duration audioEnd,
        boolean late,
        boolean overlap) {
    /** What the caller did to say it. */
    public enum Kind {
        SPEECH("speech"),
        /** Pressed keys of the telephone; the terminator, if one was pressed, is part of the text. */
        KEYS("dtmf"),
        TYPED("text");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As machines read it. */
        public String label() {
            return label;
        }
    }

    /** Spoken words, committed once and in time. */
    public static Utterance spoken(int turn, String text, CommitReason reason, Duration audioStart, Duration audioEnd) {
        return new Utterance(turn, 0, Kind.SPEECH, text, reason, audioStart, audioEnd, false, false);
    }
}
