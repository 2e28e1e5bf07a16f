package dev.baton.audio.resample;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.baton.audio.AudioFormat;

/** Makes {@link Resampler}s. Filters are designed once per pair of rates and quality, and shared; safe to use from any thread. */
public final class Resamplers {
    private static final long CACHED_FILTER_BYTES = 8L << 20;

    // Maintenance runs in the caller: a library must not wake the application's common pool for a handful of entries.
    private static final LoadingCache<Conversion, Plan> PLANS = Caffeine.newBuilder()
            .maximumWeight(CACHED_FILTER_BYTES)
            .weigher((Conversion conversion, Plan plan) -> plan.bytes())
            .executor(Runnable::run)
            .build(conversion -> Plan.of(conversion.inHz(), conversion.outHz(), conversion.quality()));

    private Resamplers() {}

    private record Conversion(int inHz, int outHz, ResamplerQuality quality) {}

    /** A new resampler of {@link ResamplerQuality#BALANCED} for one stream; see {@link #create(int, int, ResamplerQuality)}. */
    public static Resampler create(int inHz, int outHz) {
        return create(inHz, outHz, ResamplerQuality.BALANCED);
    }

    /**
     * A new resampler for one stream. The first use of a pair of rates and quality designs its filter, which takes a few milliseconds; some tens for rates as far from a common measure as 12 and 32 kHz.
     *
     * @throws dev.baton.BatonException if a rate is not one of {@link AudioFormat#SAMPLE_RATES_HZ}
     */
    public static Resampler create(int inHz, int outHz, ResamplerQuality quality) {
        AudioFormat.linear16(inHz);
        AudioFormat.linear16(outHz);
        return inHz == outHz
                ? new UnchangedRate(inHz)
                : PLANS.get(new Conversion(inHz, outHz, quality)).start();
    }
}
