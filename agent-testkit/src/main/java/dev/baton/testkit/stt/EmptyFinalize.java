package dev.baton.testkit.stt;

/** What a finalize gets when nothing is buffered. Not documented by the vendor; a client must survive both. */
public enum EmptyFinalize {
    /**
     * A final without text. The default, for the client's sake: when a pause of its own has already made the final, a client that then asks for one would
     * otherwise wait for its settle deadline before it answers the caller.
     */
    EMPTY_FINAL,
    /** Nothing. */
    NO_REPLY
}
