package dev.baton.examples.cli;

import dev.baton.examples.detection.Interval;
import dev.baton.testkit.carrier.Ending;
import dev.baton.testkit.carrier.FarEnd;
import dev.baton.testkit.carrier.Violation;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a fake carrier saw of one call. Times count from its beginning.
 *
 * @param refusal why there was no call; empty if there was one
 * @param caller when the caller spoke
 * @param agent when the agent was heard
 * @param highestFillMillis most that waited at the far end
 * @param stallMillis how late this program itself was at worst
 */
record DialedCall(
        String refusal,
        List<Interval> caller,
        List<Interval> agent,
        List<FarEnd.Clear> clears,
        List<Violation> violations,
        Ending ending,
        long lengthMillis,
        long highestFillMillis,
        long underruns,
        long marks,
        int lineRateHz,
        long stallMillis) {
    DialedCall {
        caller = List.copyOf(caller);
        agent = List.copyOf(agent);
        clears = List.copyOf(clears);
        violations = List.copyOf(violations);
    }

    static DialedCall refused(String why) {
        return new DialedCall(why, List.of(), List.of(), List.of(), List.of(), Ending.NOT_YET, 0, 0, 0, 0, 8_000, 0);
    }

    /** @return why the bot failed; empty if it did not */
    String failure() {
        if (!refusal.isEmpty()) {
            return refusal;
        }
        if (!violations.isEmpty()) {
            return "broke the protocol";
        }
        if (agent.isEmpty()) {
            return "said nothing";
        }
        return ending == Ending.CARRIER_GAVE_UP ? "made the carrier give up" : "";
    }

    boolean isFailed() {
        return !failure().isEmpty();
    }

    /** From the end of what the caller said to the agent's next sound; none where the caller spoke again first. */
    OptionalLong answerMicros(Interval said) {
        long next = caller.stream()
                .mapToLong(Interval::fromMicros)
                .filter(start -> start > said.toMicros())
                .min()
                .orElse(Long.MAX_VALUE);
        return agent.stream()
                .mapToLong(Interval::fromMicros)
                .filter(start -> start >= said.toMicros() && start < next)
                .map(start -> start - said.toMicros())
                .min();
    }
}
