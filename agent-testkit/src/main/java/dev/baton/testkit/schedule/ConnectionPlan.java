package dev.baton.testkit.schedule;

/**
 * What becomes of one attempt to connect to the scripted recogniser.
 *
 * @param delayMillis until it is decided; 0 for while the call opens it
 */
public record ConnectionPlan(int delayMillis, Outcome outcome) {
    /** How it ends. */
    public enum Outcome {
        STANDS,
        FAILS,
        /** The service says no, and would again. */
        REFUSED
    }

    static final ConnectionPlan PLAIN = new ConnectionPlan(0, Outcome.STANDS);
}
