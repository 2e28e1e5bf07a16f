package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.testkit.stt.Refusal.Refused;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Flux client asks for in its address.
 *
 * @param format null where the client announces no encoding, which means a container
 */
record DeepgramFluxQuery(@Nullable AudioFormat format, Thresholds thresholds) {
    /**
     * When a turn is over. This server becomes surer with the silence, up to certainty after one second; after a word behind which more is likely to come, such as a digit, or before it knows a word, after two.
     *
     * @param end confidence that ends a turn
     * @param eager confidence at which the end is expected; zero for never
     * @param timeoutMillis silence that ends a turn in any case
     */
    record Thresholds(double end, double eager, int timeoutMillis) {
        static final double LOWEST_END = 0.5;
        static final double LOWEST_EAGER = 0.3;
        static final double HIGHEST_EAGER = 0.9;
        static final int SHORTEST_TIMEOUT_MILLIS = 500;
        static final int LONGEST_TIMEOUT_MILLIS = 60_000;

        private static final int MILLIS_TO_CERTAINTY = 1_000;
        private static final Set<String> GO_ON = Set.of(
                "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "a", "an", "and",
                "at", "but", "for", "in", "is", "my", "of", "on", "or", "the", "to", "with");

        boolean isPossible() {
            boolean ends = end >= LOWEST_END && end <= 1;
            boolean expects = eager == 0 || (eager >= LOWEST_EAGER && eager <= HIGHEST_EAGER && eager <= end);
            return ends
                    && expects
                    && timeoutMillis >= SHORTEST_TIMEOUT_MILLIS
                    && timeoutMillis <= LONGEST_TIMEOUT_MILLIS;
        }

        /** Silence after which a turn with that last word is over. */
        long quietMillis(String lastWord) {
            return Math.min(Math.round(end * millisToCertainty(lastWord)), timeoutMillis);
        }

        boolean endsByTimeout(String lastWord) {
            return timeoutMillis < end * millisToCertainty(lastWord);
        }

        boolean expectsEndAfter(long quietMillis, String lastWord) {
            return eager > 0 && quietMillis >= eager * millisToCertainty(lastWord);
        }

        static double confidence(long quietMillis, String lastWord) {
            return Math.min(1, Math.round(quietMillis * 1_000.0 / millisToCertainty(lastWord)) / 1_000.0);
        }

        private static int millisToCertainty(String lastWord) {
            return lastWord.isEmpty() || GO_ON.contains(lastWord) ? 2 * MILLIS_TO_CERTAINTY : MILLIS_TO_CERTAINTY;
        }
    }

    private static final Set<String> MODELS = Set.of("flux-general-en", "flux-general-multi");
    private static final double USUAL_END = 0.7;
    private static final int USUAL_TIMEOUT_MILLIS = 5_000;

    static DeepgramFluxQuery read(Parameters parameters) throws Refused {
        if (parameters.text("model") == null) {
            throw Refusal.badParameter("model", "model is required; allowed: flux-general-en, flux-general-multi");
        }
        parameters.oneOf("model", "", MODELS);
        for (String name : new String[] {"numerals", "profanity_filter", "mip_opt_out"}) {
            parameters.flag(name, false);
        }
        var thresholds = new Thresholds(
                parameters.decimal("eot_threshold", USUAL_END, Thresholds.LOWEST_END, 1),
                parameters.decimal("eager_eot_threshold", 0, Thresholds.LOWEST_EAGER, Thresholds.HIGHEST_EAGER),
                parameters.number(
                        "eot_timeout_ms",
                        USUAL_TIMEOUT_MILLIS,
                        Thresholds.SHORTEST_TIMEOUT_MILLIS,
                        Thresholds.LONGEST_TIMEOUT_MILLIS));
        if (!thresholds.isPossible()) {
            throw Refusal.badParameter(
                    "eager_eot_threshold",
                    "eager_eot_threshold=" + thresholds.eager() + " is above eot_threshold=" + thresholds.end());
        }
        return new DeepgramFluxQuery(DeepgramQuery.format(parameters, 1), thresholds);
    }
}
