package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void nothingYet_hasNoText() {
        assertThat(Transcript.EMPTY.hasFinals()).isFalse();
        assertThat(Transcript.EMPTY.hasInterim()).isFalse();
        assertThat(Transcript.EMPTY.promoted()).isEmpty();
        assertThat(Transcript.EMPTY.lastAtNanos()).isNegative();
    }

    @Test
    void finals_areJoinedByOneSpace() {
        var text = Transcript.EMPTY
                .withFinal(" on ", AudioSpan.UNKNOWN, 10)
                .withFinal("", AudioSpan.UNKNOWN, 15)
                .withFinal("wednesday\n", AudioSpan.UNKNOWN, 20);

        assertThat(text.finals()).isEqualTo("on wednesday");
        assertThat(text.hasFinals()).isTrue();
        assertThat(text.finalAtNanos()).isEqualTo(20);
    }

    @Test
    void interim_standsBehindTheFinalsUntilAFinalFollows() {
        var open = Transcript.EMPTY
                .withFinal("on", AudioSpan.UNKNOWN, 10)
                .withInterim(" wednes ", 20)
                .withInterim("wednesday", 30);
        assertThat(open.promoted()).isEqualTo("on wednesday");
        assertThat(open.interimAtNanos()).isEqualTo(30);
        assertThat(open.lastAtNanos()).isEqualTo(30);

        var closed = open.withFinal("Wednesday.", AudioSpan.UNKNOWN, 40);
        assertThat(closed.hasInterim()).isFalse();
        assertThat(closed.promoted()).isEqualTo("on Wednesday.");
        assertThat(closed.lastAtNanos()).isEqualTo(40);
    }

    @Test
    void spansOfFinals_reachFromTheFirstStartToTheFurthestEnd() {
        var text = Transcript.EMPTY
                .withFinal("a", new AudioSpan(100, 200), 300)
                .withFinal("b", AudioSpan.UNKNOWN, 400)
                .withFinal("c", new AudioSpan(250, 350), 500)
                .withFinal("d", new AudioSpan(210, 220), 600);

        assertThat(text.finalsSpan()).isEqualTo(new AudioSpan(100, 350));
    }

    @Test
    void spanOfALaterFinal_isTheFirstThatIsKnown() {
        var text = Transcript.EMPTY.withFinal("a", AudioSpan.UNKNOWN, 300).withFinal("b", new AudioSpan(250, 350), 400);

        assertThat(text.finalsSpan()).isEqualTo(new AudioSpan(250, 350));
    }

    @Test
    void spanFromTheFuture_endsNow() {
        assertThat(new AudioSpan(100, 900).clampedTo(500)).isEqualTo(new AudioSpan(100, 500));
        assertThat(new AudioSpan(700, 900).clampedTo(500)).isEqualTo(new AudioSpan(500, 500));
        assertThat(new AudioSpan(100, 500).clampedTo(500)).isEqualTo(new AudioSpan(100, 500));
        assertThat(AudioSpan.UNKNOWN.clampedTo(0).isKnown()).isFalse();
        assertThat(new AudioSpan(0, 0).isKnown()).isTrue();
    }
}
