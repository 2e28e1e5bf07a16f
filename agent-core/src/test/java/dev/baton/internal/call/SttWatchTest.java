package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SttWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void speechThatEndedWithoutAWord_isDoubtedSoonerOfAServiceThatCannotBeAsked() {
        var watch = new SttWatch(LIMIT, true);
        assertThat(says(watch, 3)).isFalse();
        watch.speechEnded();
        assertThat(says(watch, 1)).isFalse();
        watch.speechEnded();
        assertThat(says(watch, 1)).isTrue();
    }

    @Test
    void aWordAboutIt_isEnough() {
        var watch = new SttWatch(LIMIT, true);
        assertThat(says(watch, 3)).isFalse();
        watch.speechEnded();
        watch.heard();
        assertThat(says(watch, 9)).isFalse();
        assertThat(says(watch, 1)).isTrue();
    }

    @Test
    void serviceThatIsAsked_owesNothingUntilItIs() {
        var watch = new SttWatch(LIMIT, false);
        assertThat(says(watch, 3)).isFalse();
        watch.speechEnded();
        assertThat(says(watch, 6)).isFalse();
        watch.asked();
        assertThat(says(watch, 2)).isTrue();
    }

    private static boolean says(SttWatch watch, int seconds) {
        watch.speech(true);
        boolean doubted = false;
        for (int i = 0; i < seconds; i++) {
            doubted |= watch.sent(SECOND);
        }
        return doubted;
    }
}
