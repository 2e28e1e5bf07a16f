package dev.baton.examples.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepRangeTest {
    @Test
    void range_holdsBothEnds() {
        var range = SweepRange.parse("turn.min-endpointing=400ms..700ms:100ms");

        assertThat(range.setting()).isEqualTo("turn.min-endpointing");
        assertThat(range.values()).containsExactly("400ms", "500ms", "600ms", "700ms");
    }

    @Test
    void stepThatDoesNotFit_staysBelowTheEnd() {
        assertThat(SweepRange.parse("turn.endpointing-alpha=0.2..0.95:0.25").values())
                .containsExactly("0.2", "0.45", "0.7", "0.95");
        assertThat(SweepRange.parse("turn.min-interruption-words=0..5:2").values())
                .containsExactly("0", "2", "4");
    }

    @Test
    void list_isTakenAsItIs() {
        assertThat(SweepRange.parse("turn.endpointing=fixed, adaptive").values())
                .containsExactly("fixed", "adaptive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400ms..700ms:100ms | names no setting",
                "turn.min-endpointing= | names no setting",
                "turn.min-endpointing=400ms..700ms | has no step",
                "turn.min-endpointing=400ms..1s:100ms | has different units",
                "turn.min-endpointing=400ms..700ms:0ms | does not go up",
                "turn.min-endpointing=700ms..400ms:100ms | does not go up",
                "turn.min-endpointing=a..b:c | is no number",
                "turn.min-endpointing=1ms..9000ms:1ms | more than 200 values"
            })
    void whatMakesNoSense_isRefusedWithAnExample(String text, String why) {
        assertThatThrownBy(() -> SweepRange.parse(text))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("--sweep")
                .hasMessageContaining(why);
    }
}
