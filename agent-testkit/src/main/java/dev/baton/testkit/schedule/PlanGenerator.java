package dev.baton.testkit.schedule;

import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Settings at random, of those that an application may choose: most calls differ in a few from the defaults. */
final class PlanGenerator {
    private static final int MOST_CHANGES = 3;

    private final Dice dice;
    private final Set<Feature> features;

    PlanGenerator(Dice dice, Set<Feature> features) {
        this.dice = dice;
        this.features = features;
    }

    CallPlan generate() {
        boolean hearsAudio = features.contains(Feature.ALL_SETTINGS) && dice.oneIn(20);
        var turns = turns(TurnConfig.builder()
                .finalizes(dice.percent(90))
                .marksAnswers(dice.oneIn(2))
                .requireTranscript(!hearsAudio)
                .speculates(features.contains(Feature.ALL_SETTINGS) && !hearsAudio && dice.oneIn(4)));
        return new CallPlan(
                turns,
                laterTurns(turns),
                dice.oneOf(60, 100, 100, 200),
                dice.oneOf(100, 200, 200, 400),
                dice.percent(80),
                dice.oneOf(0, 0, 60, 120, 200),
                dice.oneOf(5_000, 30_000),
                dice.oneIn(10) ? -1 : dice.oneIn(4) ? dice.between(0, 3000) : dice.between(20, 400),
                dice.oneIn(2),
                0);
    }

    private List<TurnConfig> laterTurns(TurnConfig first) {
        var later = new ArrayList<TurnConfig>();
        if (features.contains(Feature.SETTINGS_CHANGES) && dice.oneIn(6)) {
            for (int i = 0; i < MOST_CHANGES; i++) {
                // What the service can do stays as it is.
                later.add(turns(first.toBuilder()));
            }
        }
        return later;
    }

    private TurnConfig turns(TurnConfig.Builder settings) {
        settings.minEndpointing(Duration.ofMillis(dice.oneOf(200, 500, 500, 800, 1200)))
                .maxEndpointing(dice.millis(1200, 4000))
                .finalizeAt(dice.oneOf(TurnConfig.FinalizeAt.values()))
                .finalizeLead(dice.millis(0, 300))
                .finalizeTimeout(dice.millis(300, 2000))
                .noTranscriptTimeout(dice.millis(1500, 6000))
                .promotesInterims(dice.percent(75))
                .minInterruption(dice.oneIn(3) ? dice.millis(0, 900) : Duration.ofMillis(300))
                .closeDrain(dice.millis(200, 3000))
                .goodbyeLimit(dice.millis(1000, 20_000));
        if (features.contains(Feature.ALL_SETTINGS)) {
            deciding(settings);
            interrupting(settings);
            listening(settings);
            linking(settings);
        }
        return settings.build();
    }

    private void deciding(TurnConfig.Builder settings) {
        if (dice.oneIn(2)) {
            settings.turnDetector(dice.oneOf(TurnConfig.TurnDetector.values())).sttTurnStall(dice.millis(1000, 6000));
        }
        if (dice.oneIn(6)) {
            settings.endpointing(dice.oneOf(TurnConfig.Endpointing.values()))
                    .endpointingAlpha(dice.between(0, 100) / 100.0);
        }
        if (dice.oneIn(4)) {
            settings.transcriptionTimeout(dice.millis(500, 5000)).maxUserTurnWords(dice.between(0, 12));
        }
    }

    private void interrupting(TurnConfig.Builder settings) {
        if (dice.oneIn(3)) {
            settings.minInterruptionWords(dice.between(0, 4));
        }
        if (dice.oneIn(8)) {
            settings.interruptPhrases(List.of("w" + dice.between(1, 40), "i" + dice.between(1, 40)));
        }
        if (dice.oneIn(12)) {
            settings.allowInterruptions(false);
        } else if (dice.oneIn(3)) {
            settings.resumeFalseInterruption(true).falseInterruptionTimeout(dice.millis(300, 3000));
        }
        if (dice.oneIn(6)) {
            settings.echoWarmUp(dice.millis(0, 2000));
        }
        settings.defersDuringTools(dice.oneIn(3));
    }

    private void listening(TurnConfig.Builder settings) {
        if (dice.oneIn(6)) {
            settings.mute(dice.oneOf(TurnConfig.Mute.values()));
        }
        if (dice.oneIn(6)) {
            settings.minStartWords(dice.between(1, 3));
        }
        if (features.contains(Feature.WAKE_PHRASES) && dice.oneIn(12)) {
            settings.wakePhrases(List.of("w" + dice.between(1, 20), "i" + dice.between(1, 20)))
                    .wakeTimeout(dice.millis(1000, 10_000));
        }
        if (dice.oneIn(3)) {
            settings.userIdle(dice.millis(300, 6000));
        }
        if (dice.oneIn(12)) {
            settings.stallHangUp(dice.millis(6000, 20_000));
        }
        settings.audioStarvation(dice.millis(100, 1500)).keypadTimeout(dice.millis(300, 2500));
    }

    private void linking(TurnConfig.Builder settings) {
        settings.replayBuffer(dice.millis(3000, 12_000))
                .quickFailure(dice.millis(0, 5000))
                .maxQuickFailures(dice.between(2, 6))
                .maxRetries(dice.between(1, 5))
                .keepAlive(dice.millis(500, 6000))
                .sendsSilence(!features.contains(Feature.HELD_AUDIO) || dice.percent(75));
    }
}
