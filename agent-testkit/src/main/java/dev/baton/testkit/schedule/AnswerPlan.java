package dev.baton.testkit.schedule;

import dev.baton.testkit.schedule.promise.Stamps;

/**
 * How the scripted recogniser answers one finalize, or finalizes by itself.
 *
 * @param delayMillis from the request to the answer
 * @param shiftMillis how far its clock is off, with {@link Stamps#SHIFTED}
 */
public record AnswerPlan(int delayMillis, Style style, Stamps stamps, int shiftMillis) {
    /** What becomes of the answer. */
    public enum Style {
        /** The final text of everything heard when it was asked, with a mark if the service gives marks. */
        ANSWER,
        /** The same, twice. */
        TWICE,
        /** The same, but after the next answer. */
        AFTER_NEXT,
        /** No answer comes, and what it would have said is never told. */
        LOST,
        /** No answer comes; the next final tells it too. */
        LEFT_TO_NEXT,
        /** The text comes word by word, several finals at one instant, the last of them with the mark. */
        BURST,
        /** An empty answer first; the text comes with the next final. */
        EMPTY
    }

    static final AnswerPlan PLAIN = new AnswerPlan(150, Style.ANSWER, Stamps.TRUE, 0);
}
