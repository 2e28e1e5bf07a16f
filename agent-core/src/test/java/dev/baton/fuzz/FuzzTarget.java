package dev.baton.fuzz;

import java.util.SplittableRandom;

/** Something that must bear whatever it is given. */
public interface FuzzTarget {
    /**
     * Makes one input and feeds it. The same random numbers give the same input.
     *
     * @param shown is given what is fed, before it is
     * @throws Throwable if the input got through: an exception that escaped, a result that none may have
     */
    void feed(SplittableRandom random, Input shown) throws Throwable;

    /** What was fed, for the report of a failure. */
    @FunctionalInterface
    interface Input {
        void is(String input);
    }
}
