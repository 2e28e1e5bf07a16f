package dev.baton.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.turn.TurnConfig;
import org.junit.jupiter.api.Test;

/** Which settings an agent's calls get from the application, from the recogniser and from the defaults. */
class TurnSettingsOfAnAgentTest {
    private static final SttCapabilities SLOW =
            new SttCapabilities(true, FinalizeAnswers.BY_AUDIO, ofMillis(400), ofSeconds(2), ofSeconds(3));

    private final VoiceAgent.Builder agent = VoiceAgent.builder();

    @Test
    void nothingSaid_isTheDefaultsWithTheWaitsOfTheRecogniser() {
        assertThat(agent.turnsFor(SLOW))
                .isEqualTo(TurnConfig.builder()
                        .finalizeLead(ofMillis(400))
                        .finalizeTimeout(ofSeconds(2))
                        .keepAlive(ofSeconds(3))
                        .marksAnswers(false)
                        .build());
    }

    @Test
    void changesNamesAndValues_addUpAndLeaveTheWaitsOfTheRecogniser() {
        var turns = agent.turns(t -> t.minEndpointing(ofMillis(700)))
                .set("turn.max-endpointing", "4s")
                .turns(t -> t.finalizeTimeout(ofSeconds(1)))
                .turnsFor(SLOW);

        assertThat(turns.minEndpointing()).isEqualTo(ofMillis(700));
        assertThat(turns.maxEndpointing()).isEqualTo(ofSeconds(4));
        assertThat(turns.finalizeLead()).isEqualTo(ofMillis(400));
        assertThat(turns.finalizeTimeout()).isEqualTo(ofSeconds(1));
    }

    /** The last words before hang-up take as long as any others. */
    @Test
    void recogniserThatMayTakeLongerThanTheDrain_isWaitedForAtTheEnd() {
        var slower = new SttCapabilities(true, FinalizeAnswers.MARKED, ofMillis(300), ofSeconds(3));

        assertThat(agent.turnsFor(slower).closeDrain()).isEqualTo(ofSeconds(3));
        assertThat(agent.turnsFor(SLOW).closeDrain()).isEqualTo(ofSeconds(2));
        assertThat(agent.set("turn.close-drain", "1s").turnsFor(slower).closeDrain())
                .isEqualTo(ofSeconds(1));
    }

    @Test
    void keepAliveOfTheApplication_wins() {
        assertThat(agent.set("stt.keep-alive", "8s").turnsFor(SLOW).keepAlive()).isEqualTo(ofSeconds(8));
    }

    @Test
    void wholeConfig_replacesWhatWasSaidBefore() {
        var turns = agent.set("turn.user-idle", "9s")
                .turns(TurnConfig.builder().minEndpointing(ofMillis(700)).build())
                .turnsFor(SLOW);

        assertThat(turns.userIdle()).isZero();
        assertThat(turns.minEndpointing()).isEqualTo(ofMillis(700));
        assertThat(turns.finalizeLead()).isEqualTo(ofMillis(400));
    }

    @Test
    void whatTheRecogniserCannotDo_isNotAskedOfIt() {
        var deaf = new SttCapabilities(false, FinalizeAnswers.BY_AUDIO, ofMillis(150), ofSeconds(1));
        var turns = agent.turns(t -> t.finalizes(true).marksAnswers(true));

        assertThat(turns.turnsFor(deaf).finalizes()).isFalse();
        assertThat(turns.turnsFor(deaf).marksAnswers()).isFalse();
        assertThat(turns.turnsFor(SLOW).finalizes()).isTrue();
        assertThat(agent.turns(t -> t.finalizes(false)).turnsFor(SLOW).finalizes())
                .isFalse();
    }

    @Test
    void recogniserThatEndsTurns_doesSoUnlessToldOtherwise() {
        assertThat(agent.turnsFor(SLOW.endingTurns()).turnDetector()).isEqualTo(TurnConfig.TurnDetector.STT);
        assertThat(agent.turnsFor(SLOW).turnDetector()).isEqualTo(TurnConfig.TurnDetector.NONE);
        assertThat(agent.set("turn.detector", "none")
                        .turnsFor(SLOW.endingTurns())
                        .turnDetector())
                .isEqualTo(TurnConfig.TurnDetector.NONE);
    }

    @Test
    void longQuiet_needsALongerMaximumAndTheErrorSaysSo() {
        agent.turns(t -> t.minEndpointing(ofSeconds(4)));
        assertThatThrownBy(() -> agent.turnsFor(SLOW))
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.remedy()).startsWith("set turn.max-endpointing to 4s or more"));

        agent.set("turn.max-endpointing", "4s");
        assertThat(agent.turnsFor(SLOW).minEndpointing()).isEqualTo(ofSeconds(4));
    }

    @Test
    void mistypedName_isRefusedAtOnce() {
        assertThatThrownBy(() -> agent.set("turn.min-endpoint", "700ms"))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME));
    }
}
