package dev.baton.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The count that other tests trust when they say "nothing". */
class AllocationsTest {
    private @Nullable Object kept;

    @Test
    void oneSmallArray_isSeen() {
        assertThat(Allocations.steadyState(() -> kept = new short[40])).isBetween(80L, 120L);
        assertThat(kept).isNotNull();
    }

    @Test
    void nothing_isNothing() {
        assertThat(Allocations.steadyState(() -> {})).isZero();
    }
}
