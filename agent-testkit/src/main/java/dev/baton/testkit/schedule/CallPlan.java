package dev.baton.testkit.schedule;

import dev.baton.turn.TurnConfig;
import java.util.List;

/**
 * How the scheduled call is set up.
 *
 * @param turns the settings it begins with
 * @param laterTurns settings that it changes to
 * @param gateMinSpeechMillis how long a sound must last to be speech
 * @param gateHangoverMillis quiet that ends speech
 * @param voiced whether replies have sound; otherwise they are text
 * @param sinkLeadMillis how far ahead the sink wants to be fed
 * @param handlerStallMillis after so long a method of the handler counts as hung
 * @param closeMillis how long the recogniser takes to close when asked; negative: it never does
 * @param interimsDiffer whether the recogniser writes words differently while they may still change
 * @param hangUpAtCommit the application hangs up as it is told of so many commits; 0 for never
 */
public record CallPlan(
        TurnConfig turns,
        List<TurnConfig> laterTurns,
        int gateMinSpeechMillis,
        int gateHangoverMillis,
        boolean voiced,
        int sinkLeadMillis,
        int handlerStallMillis,
        int closeMillis,
        boolean interimsDiffer,
        int hangUpAtCommit) {
    static final CallPlan PLAIN =
            new CallPlan(TurnConfig.defaults(), List.of(), 100, 200, true, 0, 30_000, 100, true, 0);

    CallPlan withHangUpAtCommit(int commits) {
        return new CallPlan(
                turns,
                laterTurns,
                gateMinSpeechMillis,
                gateHangoverMillis,
                voiced,
                sinkLeadMillis,
                handlerStallMillis,
                closeMillis,
                interimsDiffer,
                commits);
    }

    CallPlan withTurns(TurnConfig turns) {
        return new CallPlan(
                turns,
                laterTurns,
                gateMinSpeechMillis,
                gateHangoverMillis,
                voiced,
                sinkLeadMillis,
                handlerStallMillis,
                closeMillis,
                interimsDiffer,
                hangUpAtCommit);
    }
}
