package dev.baton.examples.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SvgPathTest {
    @Test
    void steps_areRelativeAndShort() {
        assertThat(new SvgPath(10, 20.5)
                        .upright(18)
                        .across(10.4)
                        .upright(20)
                        .across(22)
                        .closed())
                .isEqualTo("M10 20.5v-2.5h.4v2h11.6z");
    }

    @Test
    void levelSteps_areOneLine() {
        assertThat(new SvgPath(0, 5)
                        .across(1)
                        .upright(5)
                        .across(2)
                        .upright(5.04)
                        .across(3)
                        .upright(4)
                        .across(0)
                        .closed())
                .isEqualTo("M0 5h3v-1h-3z");
    }

    @Test
    void manySmallSteps_doNotDrift() {
        var path = new SvgPath(0, 0);
        for (int i = 1; i <= 1000; i++) {
            path.across(i * 0.33).upright(i % 2);
        }
        double end = Pattern.compile("h([0-9.]+)")
                .matcher(path.closed())
                .results()
                .mapToDouble(step -> Double.parseDouble(step.group(1)))
                .sum();

        assertThat(end).isCloseTo(330, within(0.01));
    }
}
