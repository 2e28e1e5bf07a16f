package dev.baton.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.vad.SpeechGate.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One letter is a window of 10 ms at 8 kHz: {@code #} surely speech, {@code *} rather than not, {@code +} between the thresholds, {@code -} a hint, {@code .} quiet. */
class SpeechGateTest {
    private static final int WINDOW = 80;

    private static final SpeechGateConfig CONFIG =
            new SpeechGateConfig(0.5f, 0.35f, 0.1f, Duration.ofMillis(100), Duration.ofMillis(200), Duration.ZERO);

    private SpeechGate gate = gate(CONFIG);

    private static SpeechGate gate(SpeechGateConfig config) {
        return new SpeechGate(config, 8000, WINDOW);
    }

    /** All decisions but none, as {@code WHAT@position[onset,end]}, in windows. */
    private List<String> hear(String windows) {
        var seen = new ArrayList<String>();
        for (char window : windows.replace(" ", "").toCharArray()) {
            Decision decision = gate.accept(
                    switch (window) {
                        case '#' -> 1;
                        case '*' -> 0.75f;
                        case '+' -> 0.4f;
                        case '-' -> 0.1f;
                        case '?' -> Float.NaN;
                        default -> 0;
                    });
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
    void soundOneWindowShort_isSpikeOnceItsEvidenceIsGone() {
        assertThat(hear("##### ####. ... ...")).isEmpty();
        assertThat(gate.suspecting()).isTrue();
        assertThat(hear("..")).containsExactly("SPIKE@18[0,9]");
        assertThat(gate.suspecting()).isFalse();
        assertThat(gate.speaking()).isFalse();
    }

    @Test
    void unsureSound_needsLonger() {
        assertThat(hear("***** ***** ***** *****")).containsExactly("STARTED@20[0,-1]");
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
    void dipInsideOnset_costsAsMuchAsItIsDeep() {
        assertThat(hear("####...#########")).containsExactly("STARTED@16[0,-1]");
        gate.reset();
        assertThat(hear("####+++++#######")).containsExactly("STARTED@16[0,-1]");
    }

    @Test
    void twoClicksWithSilenceBetween_neverAddUp() {
        assertThat(hear("#.... ....# .....")).containsExactly("SPIKE@2[0,1]", "SPIKE@11[9,10]");
    }

    @Test
    void clicksInRapidRow_neverAddUp() {
        assertThat(hear("#.#.#.#.")).containsExactly("SPIKE@2[0,1]", "SPIKE@4[2,3]", "SPIKE@6[4,5]", "SPIKE@8[6,7]");
    }

    @Test
    void probabilityBetweenThresholds_continuesButDoesNotStart() {
        assertThat(hear("++++++++++++++++")).isEmpty();
        assertThat(hear("##########++ .......... ..........")).containsExactly("STARTED@26[16,-1]", "ENDED@48[16,28]");
    }

    @Test
    void lead_datesTheOnsetBackButNeverIntoOtherSpeech() {
        gate = gate(CONFIG.withOnsetLead(Duration.ofMillis(80)));
        assertThat(hear(".... ##########")).containsExactly("STARTED@14[0,-1]");
        assertThat(gate.evidencePosition()).isEqualTo(4 * WINDOW);
        assertThat(hear(".................... ##########")).containsExactly("ENDED@34[0,14]", "STARTED@44[26,14]");
        gate = gate(CONFIG.withOnsetLead(Duration.ofMillis(300)));
        assertThat(hear("########## .................... ##########"))
                .containsExactly("STARTED@10[0,-1]", "ENDED@30[0,10]", "STARTED@40[10,10]");
    }

    @Test
    void hint_isSuspectedUntilItIsGone() {
        assertThat(hear("..... -----")).isEmpty();
        assertThat(gate.suspecting()).isTrue();
        assertThat(hear(".")).isEmpty();
        assertThat(gate.suspecting()).isFalse();
        assertThat(hear("- ##########")).containsExactly("STARTED@22[12,-1]");
        assertThat(gate.suspecting()).as("no longer: it is known").isFalse();
    }

    @Test
    void hintThatStays_isNoiseAfter250Ms() {
        hear("..... ------------------------- ");
        assertThat(gate.suspecting()).isTrue();
        hear("-");
        assertThat(gate.suspecting()).isFalse();
        hear("#");
        assertThat(gate.suspecting()).as("evidence").isTrue();
        hear("--");
        assertThat(gate.suspecting()).as("still the old hint").isFalse();
        hear(".-");
        assertThat(gate.suspecting()).as("another").isTrue();
    }

    @Test
    void whatIsLeftOfSpeech_isNoHint() {
        assertThat(hear("########## -------------------- ------"))
                .containsExactly("STARTED@10[0,-1]", "ENDED@30[0,10]");
        assertThat(gate.suspecting()).isFalse();
    }

    @Test
    void notANumber_countsAsQuiet() {
        assertThat(hear("????????????")).isEmpty();
    }

    @Test
    void noMinimumSpeech_startsAtFirstWindow() {
        gate = gate(CONFIG.withMinSpeech(Duration.ZERO));
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
        gate = new SpeechGate(CONFIG, 8000, 256);
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
    void suspectThreshold_isWithinTheStart() {
        assertThat(CONFIG.withThresholds(0.05f, 0.05f).suspectThreshold()).isEqualTo(0.05f);
        for (float wrong : new float[] {0, 0.6f, Float.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CONFIG.withSuspectThreshold(wrong))
                    .withMessageContaining("suspectThreshold=" + wrong);
        }
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
