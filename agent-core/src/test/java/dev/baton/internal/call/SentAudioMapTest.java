package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SentAudioMapTest {
    private static final int RATE = 16_000;

    private final SentAudioMap map = new SentAudioMap(RATE);

    private static long ms(long millis) {
        return millis * 1_000_000;
    }

    /** Frames of 20 ms, as they are sent. */
    private void sends(long fromMillis, long toMillis) {
        for (long at = fromMillis; at < toMillis; at += 20) {
            map.sent(ms(at), RATE / 50);
        }
    }

    @Test
    void lineThatBeganLate_shiftsEverything() {
        sends(1_000, 2_000);

        assertThat(map.nanosAtMillis(0)).isEqualTo(ms(1_000));
        assertThat(map.nanosAtMillis(250)).isEqualTo(ms(1_250));
    }

    @Test
    void timesBeyondWhatWasSent_areItsEnd() {
        sends(1_000, 2_000);

        assertThat(map.nanosAtMillis(5_000)).isEqualTo(ms(2_000));
        assertThat(map.nanosAtMillis(-5)).isEqualTo(ms(1_000));
    }

    @Test
    void nothingSent_isEmpty() {
        assertThat(map.isEmpty()).isTrue();
        assertThat(map.nanosAtMillis(100)).isZero();
    }

    @Test
    void audioLostOnTheWay_movesOnlyWhatFollows() {
        sends(0, 1_000);
        sends(1_600, 2_000);

        assertThat(map.nanosAtMillis(980)).isEqualTo(ms(980));
        assertThat(map.nanosAtMillis(1_000)).isEqualTo(ms(1_600));
        assertThat(map.nanosAtMillis(1_100)).isEqualTo(ms(1_700));
    }

    @Test
    void silenceSentToKeepTheLineAlive_isNoTimeOfTheCall() {
        sends(0, 1_000);
        map.silence(RATE / 10);
        sends(4_000, 5_000);

        assertThat(map.nanosAtMillis(1_050)).isEqualTo(ms(1_000));
        assertThat(map.nanosAtMillis(1_100)).isEqualTo(ms(4_000));
        assertThat(map.nanosAtMillis(1_200)).isEqualTo(ms(4_100));
    }

    @Test
    void audioThatWasNotSentAfterAll_isTakenOut() {
        sends(0, 1_000);
        map.dropLast(RATE / 5);
        sends(1_000, 1_500);

        assertThat(map.nanosAtMillis(790)).isEqualTo(ms(790));
        assertThat(map.nanosAtMillis(800)).isEqualTo(ms(1_000));
    }

    @Test
    void audioThatWasOnlyLate_neverMovesTimeBack() {
        sends(0, 1_000);
        map.sent(ms(1_500), 320); // after a gap, which then proves to have been none
        map.sent(ms(1_020), 320);
        sends(1_040, 2_000);

        long before = 0;
        for (long millis = 0; millis < 2_000; millis += 5) {
            assertThat(map.nanosAtMillis(millis)).isGreaterThanOrEqualTo(before);
            before = map.nanosAtMillis(millis);
        }
    }

    @Test
    void positions_leadBackToTheirSamples() {
        sends(500, 1_000);
        sends(2_000, 3_000);

        assertThat(map.sampleAt(ms(0))).isZero();
        assertThat(map.sampleAt(ms(600))).isEqualTo(RATE / 10);
        assertThat(map.sampleAt(ms(1_500))).isEqualTo(RATE / 2); // in the gap: what came after it
        assertThat(map.sampleAt(ms(2_100))).isEqualTo(RATE / 2 + RATE / 10);
        assertThat(map.sampleAt(ms(9_000))).isEqualTo(map.samples());
    }

    @Test
    void manyGaps_stayWithinBoundsAndLateTimesStayRight() {
        var random = new Random(7);
        long at = 0;
        for (int gap = 0; gap < 1_000; gap++) {
            at += 5 + random.nextInt(50);
            map.sent(ms(at), 320);
            at += 20;
        }
        long first = map.samples();
        map.sent(ms(at + 700), 320);

        assertThat(map.nanosAt(first + 160)).isEqualTo(ms(at + 710));
        long before = 0;
        for (long sample = 0; sample < map.samples(); sample += 100) {
            assertThat(map.nanosAt(sample)).isGreaterThanOrEqualTo(before);
            before = map.nanosAt(sample);
        }
    }
}
