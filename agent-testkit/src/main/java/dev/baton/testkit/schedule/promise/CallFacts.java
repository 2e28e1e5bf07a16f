package dev.baton.testkit.schedule.promise;

import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a call's set-up the promises depend on.
 *
 * @param settings all that held at some time, in no order
 * @param gateHangover quiet that ends speech
 * @param handlerStall after so long a method of the handler counts as hung
 * @param handlerGrace how long a handler may go on after the call
 * @param longestPatience that a reply asked for
 * @param voiced whether replies have sound
 * @param truthful whether the recogniser's word times are right where it gives them
 * @param interimsDiffer whether interim words are written differently from final ones
 * @param repliesThatMayNotBeInterrupted by number, goodbyes among them
 * @param lengthMillis when the caller hangs up at the latest
 */
public record CallFacts(
        List<TurnConfig> settings,
        Duration gateHangover,
        Duration handlerStall,
        Duration handlerGrace,
        Duration longestPatience,
        Duration sinkLead,
        boolean voiced,
        boolean truthful,
        boolean interimsDiffer,
        Set<Integer> repliesThatMayNotBeInterrupted,
        long lengthMillis) {
    /** The longest that a wait may be, whichever settings hold. */
    Duration longest(Function<TurnConfig, Duration> wait) {
        return settings.stream().map(wait).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The shortest that a wait may be, whichever settings hold. */
    Duration shortest(Function<TurnConfig, Duration> wait) {
        return settings.stream().map(wait).min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
