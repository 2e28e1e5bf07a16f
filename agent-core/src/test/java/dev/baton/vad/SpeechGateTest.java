package dev.baton.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.vad.SpeechGate.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One letter is a window of 10 ms at 8 kHz: {@code #} surely speech, {@code +} between the thresholds, {@code .} quiet. */
class SpeechGateTest {
    private static final int WINDOW = 80;

    private SpeechGate gate = gate(SpeechGateConfig.defaults());

    private static SpeechGate gate(SpeechGateConfig config) {
        return new SpeechGate(config, 8000, WINDOW);
    }

    /** All decisions but none, as {@code WHAT@position[onset,end]}, in windows. */
    private List<String> hear(String windows) {
        var seen = new ArrayList<String>();
        for (char window : windows.replace(" ", "").toCharArray()) {
            float probability = window == '#' ? 0.9f : window == '+' ? 0.4f : window == '?' ? Float.NaN : 0.1f;
            Decision decision = gate.accept(probability);
            if (decision != Decision.NONE) {
                seen.add(decision + "@" + gate.position() / WINDOW + "[" + windows(gate.onsetPosition()) + ","
                        + windows(gate.endPosition()) + "]");
            }
        }
        return seen;
    }

    private static long windows(long position) {
        return position < 0 ? -1 : position / WINDOW;
    }

    @Test
    void soundLastsMinimum_startsBackDated() {
        assertThat(hear("..... ##########")).containsExactly("STARTED@15[5,-1]");
        assertThat(gate.speaking()).isTrue();
    }

    @Test
    void soundOneWindowShort_isSpikeOnceTheDipIsTooLong() {
        assertThat(hear("##### ####. ... ...")).containsExactly("SPIKE@13[0,9]");
        assertThat(gate.speaking()).isFalse();
    }

    @Test
    void quietAfterSpeech_endsAtLastVoicedWindow() {
        assertThat(hear("########## ## .......... .........")).containsExactly("STARTED@10[0,-1]");
        assertThat(hear(".")).containsExactly("ENDED@32[0,12]");
        assertThat(gate.speaking()).isFalse();
    }

    @Test
    void pauseShorterThanHangover_keepsSpeaking() {
        assertThat(hear("########## .......... ......... # .......... ........."))
                .containsExactly("STARTED@10[0,-1]");
        assertThat(hear(".")).containsExactly("ENDED@50[0,30]");
    }

    @Test
    void shortDipInsideOnset_isTolerated() {
        assertThat(hear("####...###")).containsExactly("STARTED@10[0,-1]");
    }

    @Test
    void minimumReachedDuringDip_waitsForVoice() {
        assertThat(hear("########...#")).containsExactly("STARTED@12[0,-1]");
    }

    @Test
    void twoClicksWithSilenceBetween_neverAddUp() {
        assertThat(hear("#.... ....# .....")).containsExactly("SPIKE@5[0,1]", "SPIKE@14[9,10]");
    }

    @Test
    void clicksInRapidRow_useUpTheDips() {
        assertThat(hear("#.#.#.#.#.#.")).containsExactly("SPIKE@8[0,7]");
    }

    @Test
    void probabilityBetweenThresholds_continuesButDoesNotStart() {
        assertThat(hear("++++++++++++++++")).isEmpty();
        assertThat(hear("#++++++++++++ .......... ..........")).containsExactly("STARTED@26[16,-1]", "ENDED@49[16,29]");
    }

    @Test
    void notANumber_countsAsQuiet() {
        assertThat(hear("????????????")).isEmpty();
    }

    @Test
    void noMinimumSpeech_startsAtFirstWindow() {
        gate = gate(SpeechGateConfig.defaults().withMinSpeech(Duration.ZERO));
        assertThat(hear("..#")).containsExactly("STARTED@3[2,-1]");
    }

    @Test
    void reset_isLikeNew() {
        hear("########## ..........");
        gate.reset();
        assertThat(gate.speaking()).isFalse();
        assertThat(gate.position()).isZero();
        assertThat(hear("..........##########")).containsExactly("STARTED@20[10,-1]");
    }

    @Test
    void windowsThatDoNotDivideTheTimes_decideAtTheFirstWindowPastThem() {
        gate = new SpeechGate(SpeechGateConfig.defaults(), 8000, 256);
        int windows = 0;
        while (gate.accept(1) != Decision.STARTED) {
            windows++;
        }
        assertThat(windows + 1).as("800 samples in windows of 256").isEqualTo(4);
    }

    @Test
    void thresholdsCrossed_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeechGateConfig.defaults().withThresholds(0.4f, 0.5f))
                .withMessageContaining("startThreshold=0.4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeechGateConfig.defaults().withThresholds(Float.NaN, 0.1f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeechGateConfig.defaults().withThresholds(0.5f, Float.NaN));
    }

    @Test
    void negativeTimes_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeechGateConfig.defaults().withMinSpeech(Duration.ofMillis(-1)))
                .withMessageContaining("minSpeech=PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeechGateConfig.defaults().withHangover(Duration.ofMinutes(1)));
    }
}
