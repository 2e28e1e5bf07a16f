package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final boolean[] SPEECH = new boolean[100];

    static {
        Arrays.fill(SPEECH, 0, 20, true);
        Arrays.fill(SPEECH, 40, 90, true);
    }

    private static int[] where(IntPredicate condition) {
        return IntStream.range(0, SPEECH.length).filter(condition).toArray();
    }

    @Test
    void beginning_isTheFirst150Ms() {
        assertThat(where(hop -> Labels.isBeginning(SPEECH, hop)))
                .containsExactly(IntStream.concat(IntStream.range(0, 15), IntStream.range(40, 55))
                        .toArray());
    }

    @Test
    void nearEdge_is40MsOnEitherSide() {
        assertThat(where(hop -> Labels.nearEdge(SPEECH, hop)))
                .containsExactly(IntStream.of(20, 40, 90)
                        .flatMap(edge -> IntStream.range(edge - 4, edge + 4))
                        .toArray());
    }
}
