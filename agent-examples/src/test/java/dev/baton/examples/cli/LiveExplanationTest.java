package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.call.CallEvent;
import dev.baton.explain.Explanation;
import dev.baton.journal.JournalSink;
import dev.baton.metrics.TurnLatency;
import dev.baton.testkit.call.BadCall;
import dev.baton.testkit.call.MemoryJournal;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The key {@code e} in a live call. */
class LiveExplanationTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(true, true, 100);
    private final CallStory story = new CallStory();

    private TimeLine timeLine(LiveExplanation explanation) {
        return new TimeLine(new Rows(out, terminal), terminal, new LevelMeter(), 0, explanation);
    }

    private void commit(TimeLine view, int turn) {
        long unknown = TurnLatency.UNKNOWN;
        var latency = new TurnLatency(
                unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown);
        var utterance = Utterance.spoken(turn, "two", CommitReason.QUIET, Duration.ZERO, Duration.ZERO);
        var event = new CallEvent.TurnCommitted(Duration.ofSeconds(5), utterance, latency);
        story.hear(event);
        view.show(event, story);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9]+m", "");
    }

    @Test
    void keyE_explainsTheTurnThatEndedLast() {
        var explanation = new LiveExplanation(null);
        BadCall.CUT_OFF.hold(explanation);
        var view = timeLine(explanation);
        commit(view, 2);

        view.key('x');
        assertThat(shown()).doesNotContain("turn 2  two margherita please");
        view.key('e');
        assertThat(shown())
                .contains(
                        " turn 2  two margherita please",
                        "  0:05.1  The last sound ended; the gate declared it 210 ms later.");
        assertThat(shown().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void keyEBeforeTheJournalKnows_isAnsweredWhenItDoes() {
        var explanation = new LiveExplanation(null);
        var view = timeLine(explanation);
        commit(view, 1);
        view.key('e');
        assertThat(shown()).doesNotContain("turn 1  ");

        BadCall.DEAD_AIR.hold(explanation);
        view.refresh();
        assertThat(shown()).contains("turn 1  two margherita", "turn.min-endpointing=500ms");
        int once = shown().length();
        view.refresh();
        assertThat(shown()).hasSize(once);
    }

    @Test
    void keyEBeforeAnyTurn_saysSo() {
        timeLine(new LiveExplanation(null)).key('e');

        assertThat(shown()).contains("no turn has ended yet");
    }

    @Test
    void journalThatIsKept_isWholeToo() {
        var kept = new MemoryJournal();
        var alone = new MemoryJournal();
        var explanation = new LiveExplanation(kept);
        BadCall.CUT_OFF.hold(explanation);
        BadCall.CUT_OFF.hold(alone);

        assertThat(kept.bytes()).hasSameSizeAs(alone.bytes());
        assertThat(explanation.latest()).map(Explanation::turn).contains(2);
    }

    @Test
    void journalThatIsFull_doesNotEndTheExplanation() {
        var explanation = new LiveExplanation(new JournalSink() {
            @Override
            public boolean write(ByteBuffer records, Runnable done) {
                return false;
            }

            @Override
            public void close() {}
        });
        BadCall.CUT_OFF.hold(explanation);

        assertThat(explanation.latest()).map(Explanation::turn).contains(2);
    }
}
