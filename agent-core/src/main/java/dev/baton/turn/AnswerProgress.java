package dev.baton.turn;

/** How much of the expected answer has been said. */
public enum AnswerProgress {
    /** Nothing is expected, or nothing that words can show. */
    OPEN,
    /** More must follow. */
    UNFINISHED,
    /** It may be the whole answer, and more may follow. */
    PLAUSIBLE,
    /** It is the whole answer. */
    COMPLETE
}
