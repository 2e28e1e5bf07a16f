package dev.baton.turn;

import static dev.baton.turn.TurnSettings.MAX_ENDPOINTING;
import static dev.baton.turn.TurnSettings.MIN_ENDPOINTING;
import static dev.baton.turn.TurnSettings.PRE_ROLL;
import static dev.baton.turn.TurnSettings.REPLAY_BUFFER;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings that are in range each and cannot be meant together. What is merely unusual, or does nothing because something else is off, is let through: a
 * switch must be free to turn without its neighbours.
 */
final class Contradictions {
    private Contradictions() {}

    static void refuse(TurnConfig config) {
        if (config.minEndpointing().compareTo(config.maxEndpointing()) > 0) {
            throw contradiction(
                    config,
                    MIN_ENDPOINTING,
                    "is above",
                    MAX_ENDPOINTING,
                    atLeast(config, MAX_ENDPOINTING, MIN_ENDPOINTING));
        }
        if (config.replayBuffer().compareTo(config.preRoll()) < 0) {
            throw contradiction(config, REPLAY_BUFFER, "is below", PRE_ROLL, atLeast(config, REPLAY_BUFFER, PRE_ROLL));
        }
    }

    private static String atLeast(TurnConfig config, Setting<?> upper, Setting<?> lower) {
        return "set " + upper + " to " + config.text(lower) + " or more, or " + lower + " to " + config.text(upper)
                + " or less";
    }

    private static BatonException contradiction(
            TurnConfig config, Setting<?> one, String relation, Setting<?> other, String remedy) {
        return new BatonException(
                ErrorCode.SETTING_CONTRADICTION,
                one + "=" + config.text(one) + " " + relation + " " + other + "=" + config.text(other),
                Stream.of(one, other)
                        .filter(setting -> !config.isSet(setting))
                        .map(setting -> setting + " was not set, " + config.text(setting) + " is its default")
                        .collect(Collectors.joining("; ")),
                remedy);
    }
}
