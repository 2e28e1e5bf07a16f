package dev.baton.audio.resample;

import java.math.BigInteger;

/**
 * Counts the inputs and outputs of a conversion: after {@code n} inputs there are {@code ceil(n * out / in)} outputs. Whole groups of {@code down} inputs and {@code up} outputs are taken off, so
 * that a stream may go on for ever.
 */
final class RateClock {
    private final int up;
    private final int down;

    /** Inputs since the beginning of the group of the next output; less than 0 where a group's outputs were complete before its inputs. */
    private int inputs;

    /** Outputs of that group so far. */
    private int outputs;

    private long asked;
    private long answer;

    RateClock(int up, int down) {
        this.up = up;
        this.down = down;
    }

    /** For two rates, in lowest terms. */
    static RateClock between(int inHz, int outHz) {
        int common = BigInteger.valueOf(inHz).gcd(BigInteger.valueOf(outHz)).intValueExact();
        return new RateClock(outHz / common, inHz / common);
    }

    int up() {
        return up;
    }

    int down() {
        return down;
    }

    int outputs() {
        return outputs;
    }

    /**
     * Outputs that so many further inputs give.
     *
     * @throws ArithmeticException if they are more than an array can hold
     */
    int due(int moreInputs) {
        return Math.toIntExact(until(moreInputs) - outputs);
    }

    /** What {@link #due} returns for so many inputs, at most, whatever came before. */
    int mostDue(int moreInputs) {
        return Math.toIntExact(-Math.floorDiv(-(long) moreInputs * up, (long) down));
    }

    /** Groups that have an output among those of so many further inputs or before, from the current one on. */
    int groups(int moreInputs) {
        return Math.toIntExact(-Math.floorDiv(-until(moreInputs), (long) up));
    }

    /**
     * Takes so many inputs, and the outputs that they give, as done.
     *
     * @return by how many groups this went on
     */
    int advance(int moreInputs) {
        long total = until(moreInputs);
        int groups = Math.toIntExact(total / up);
        inputs += moreInputs - groups * down;
        outputs = (int) (total % up);
        return groups;
    }

    void reset() {
        inputs = 0;
        outputs = 0;
    }

    /** Outputs of so many further inputs and those before, from the current group on. */
    private long until(int moreInputs) {
        long total = (long) inputs + moreInputs;
        if (total != asked) { // a stream of equal frames divides once
            asked = total;
            answer = -Math.floorDiv(-total * up, (long) down);
        }
        return answer;
    }
}
