package dev.baton.tuning;

import dev.baton.turn.TurnConfig;
import java.util.function.UnaryOperator;

/**
 * What would have happened with other settings.
 *
 * <p>The caller does what the caller did, at the same times. The recogniser has each word from when it was spoken, and answers when it is asked: at the recorded time where it was asked at the same time for the same words, otherwise
 * after this call's usual answer time, and then the turn is marked as modelled. The agent says what it said to the same words, for as long. What the caller would have done when the agent spoke earlier or later is not known.
 */
public final class WhatIf {
    private WhatIf() {}

    /**
     * @param change what is other than it was: {@code settings -> settings.set("turn.min-endpointing", "700ms")}; also where the call changed its settings on its way
     * @throws dev.baton.BatonException if settings contradict each other then
     */
    public static CallOutcome with(RecordedCall call, UnaryOperator<TurnConfig.Builder> change) {
        return new Simulation(call, change).run();
    }
}
