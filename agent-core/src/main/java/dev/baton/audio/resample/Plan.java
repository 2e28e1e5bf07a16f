package dev.baton.audio.resample;

import org.jspecify.annotations.Nullable;

/**
 * How one conversion is done: the filters, worked out, for any number of streams.
 *
 * <p>Where the rates are in the ratio of small numbers, one {@link RowFilter}. Otherwise two stages, with a rate between them that belongs to the input's family (a part of it, itself, twice), the
 * lowest one that leaves an easy task to the second stage and stays within the quality's delay.
 *
 * @param second null where the first does it all
 */
record Plan(
        int inHz,
        int outHz,
        int delaySamples,
        RowFilter first,
        @Nullable FractionalBank second) {
    /** End of what passes, at most, as a part of the rate between the stages: images then begin at 1.7 times that, and two dozen taps keep them away. */
    private static final double WIDEST_BAND = 0.37;

    /** Up and down, from the lowest rate to the highest. */
    private static final int[][] BETWEEN = {{1, 4}, {1, 3}, {1, 2}, {1, 1}, {2, 1}, {3, 1}};

    static Plan of(int inHz, int outHz, ResamplerQuality quality) {
        var clock = RateClock.between(inHz, outHz);
        LowPass lowPass = quality.lowPass(outHz > inHz);
        double bandHz = Math.min(inHz, outHz) / 2.0;
        if (Math.max(clock.up(), clock.down()) <= Workspace.MAX_PHASES) {
            var filter = new RowFilter(clock.up(), clock.down(), bandHz / inHz, lowPass);
            return new Plan(inHz, outHz, filter.delaySamples(), filter, null);
        }
        double rejectionDb = quality.fractionalRejectionDb(outHz > inHz);
        for (int[] ratio : BETWEEN) {
            double betweenHz = (double) inHz * ratio[0] / ratio[1];
            double band = bandHz / betweenHz;
            if (band > WIDEST_BAND) {
                continue;
            }
            int firstDelay = RowFilter.delaySamples(ratio[0], ratio[1], bandHz / inHz, lowPass);
            double shortest = firstDelay + FractionalBank.shortestDelay(band, rejectionDb);
            int delay = (int) Math.ceil(shortest / betweenHz * outHz);
            if (delay * 1000.0 / outHz > quality.longestDelayMillis()) {
                continue;
            }
            var rates = RateClock.between(inHz * ratio[0], outHz * ratio[1]);
            return new Plan(
                    inHz,
                    outHz,
                    delay,
                    new RowFilter(ratio[0], ratio[1], bandHz / inHz, lowPass),
                    new FractionalBank(
                            rates.up(), rates.down(), delay * betweenHz / outHz - firstDelay, band, rejectionDb));
        }
        throw new AssertionError("no rate between " + inHz + " and " + outHz + " Hz keeps the delay of " + quality);
    }

    Resampler start() {
        return second == null
                ? new RowResampler(inHz, outHz, first)
                : new TwoStageResampler(inHz, outHz, delaySamples, first, second);
    }

    int bytes() {
        return first.bytes() + (second == null ? 0 : second.bytes());
    }
}
