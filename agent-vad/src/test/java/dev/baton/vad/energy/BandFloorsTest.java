package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BandFloorsTest {
    /** Three pieces of four windows. */
    private final BandFloors floors = new BandFloors(3, 4);

    private void hear(int windows, float level) {
        var levels = new float[SubBands.COUNT];
        Arrays.fill(levels, level);
        levels[SubBands.COUNT - 1] = level + 1;
        for (int i = 0; i < windows; i++) {
            floors.update(levels);
        }
    }

    @Test
    void lowestLevel_isTheFloorAtOnceInEachBand() {
        hear(3, -5);
        hear(1, -7);
        hear(5, -4);

        assertThat(floors.floor(0)).isEqualTo(-7);
        assertThat(floors.floor(SubBands.COUNT - 1)).isEqualTo(-6);
    }

    @Test
    void lowestLevel_isForgottenAfterTheStretch() {
        hear(1, -7);
        hear(14, -4);
        assertThat(floors.floor(0)).as("still within the pieces kept").isEqualTo(-7);

        hear(1, -4);
        assertThat(floors.floor(0)).isEqualTo(-4);
    }

    @Test
    void reset_forgets() {
        hear(9, -7);
        floors.reset();
        hear(1, -3);

        assertThat(floors.floor(0)).isEqualTo(-3);
    }
}
