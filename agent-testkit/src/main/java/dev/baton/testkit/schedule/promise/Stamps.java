package dev.baton.testkit.schedule.promise;

/** Which word times the recogniser gives. */
public enum Stamps {
    TRUE,
    NONE,
    /** The right distances, from a wrong origin. */
    SHIFTED,
    /** A minute ahead of the audio. */
    FUTURE,
    /** All at zero. */
    ZERO
}
