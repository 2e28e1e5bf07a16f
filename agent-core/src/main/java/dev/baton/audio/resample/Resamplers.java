package dev.baton.audio.resample;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.baton.audio.AudioFormat;

/** Makes {@link Resampler}s. Filters are designed once per pair of rates and shared; safe to use from any thread. */
public final class Resamplers {
    private static final long CACHED_FILTER_BYTES = 8L << 20;

    // Maintenance runs in the caller: a library must not wake the application's common pool for a handful of entries.
    private static final LoadingCache<Rates, FilterBank> BANKS = Caffeine.newBuilder()
            .maximumWeight(CACHED_FILTER_BYTES)
            .weigher((Rates rates, FilterBank bank) -> bank.bytes())
            .executor(Runnable::run)
            .build(rates -> FilterBank.design(rates.inHz(), rates.outHz()));

    private Resamplers() {}

    private record Rates(int inHz, int outHz) {}

    /**
     * A new resampler for one stream. Images and aliases are at least 80 dB down, everything up to 0.85 of the lower rate's Nyquist
     * frequency (3.4 kHz at 8 kHz) passes unchanged, and the delay is below 5 ms. The first use of a pair of rates designs its filter,
     * which takes a few milliseconds.
     *
     * @throws dev.baton.BatonException if a rate is not one of {@link AudioFormat#SAMPLE_RATES_HZ}
     */
    public static Resampler create(int inHz, int outHz) {
        AudioFormat.linear16(inHz);
        AudioFormat.linear16(outHz);
        return inHz == outHz ? new UnchangedRate(inHz) : new PolyphaseFirResampler(BANKS.get(new Rates(inHz, outHz)));
    }
}
