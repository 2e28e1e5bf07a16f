package dev.baton.testkit.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.audio.CapturingSink.Moment;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CapturingSinkTest {
    private final AtomicLong clock = new AtomicLong(1_000);
    private final CapturingSink sink = new CapturingSink(8000, clock::get);

    @Test
    void frames_areKeptWithTheirTimes() {
        var frame = new short[] {0, 1, 2, 3};
        for (int i = 0; i < 2_000; i++) {
            sink.write(frame, 1, 3);
            clock.addAndGet(20);
        }

        assertThat(sink.samples()).hasSize(6_000).startsWith((short) 1, (short) 2, (short) 3, (short) 1);
        assertThat(sink.writes()).hasSize(2_000).startsWith(new Moment(0, 1_000), new Moment(3, 1_020));
    }

    @Test
    void clear_isToldWithItsPlaceAndLosesNothing() {
        sink.write(new short[160], 0, 160);
        clock.set(5_000);
        sink.clear();

        assertThat(sink.clears()).containsExactly(new Moment(160, 5_000));
        assertThat(sink.samples()).hasSize(160);
    }

    @Test
    void close_isSeen() {
        assertThat(sink.closed()).isFalse();
        sink.close();
        assertThat(sink.closed()).isTrue();
    }
}
