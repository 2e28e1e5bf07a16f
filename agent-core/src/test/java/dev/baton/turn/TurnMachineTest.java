package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.TurnStarted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time, and the order of things; what each event does is in the tests of the parts. */
class TurnMachineTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000L;

    private final TurnMachine machine = new TurnMachine(TurnConfig.defaults());
    private final Conversation call = new Conversation(TurnConfig.defaults());

    @Test
    void nothingHappens_nothingWaitsForTime() {
        call.until(1000);

        assertThat(machine.nextDeadlineNanos(call.state())).isEqualTo(Long.MAX_VALUE);
        assertThat(call.actions()).isEmpty();
    }

    @Test
    void eventsFromThePast_countAsNowAndAreCounted() {
        call.until(5000);
        call.happens(new TurnEvent.SpeechStarted(1000, 500));
        call.happens(new TurnEvent.SpeechEnded(2000, 1500)).answer(5100, "hi").until(6000);

        assertThat(call.committedTexts()).containsExactly("hi");
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofNanos(1500));
        assertThat(call.state().clamped()).isEqualTo(2);
        assertThat(call.state().nowNanos()).isEqualTo(6 * SECOND);
    }

    @Test
    void eventsOfTheSameInstant_areNotFromThePast() {
        call.callerStarts(1000).interim(1000, "hello");

        assertThat(call.state().clamped()).isZero();
    }

    @Test
    void eventComesBeforeADeadlineOfTheSameInstant() {
        call.callerSpeaks(1000, 2000).answer(2200, "on").callerStarts(2300).until(2400);

        assertThat(call.committedTexts()).isEmpty();
    }

    @Test
    void lateTimer_doesNotChangeWhatIsDecided() {
        // One event far in the future instead of timers on time: the same turn, committed before the new speech.
        var state = machine.initial();
        for (var event : List.of(
                new TurnEvent.SpeechStarted(SECOND, SECOND),
                new TurnEvent.SpeechEnded(2 * SECOND, 2 * SECOND - 200 * MILLI),
                new TurnEvent.FinalText(2 * SECOND + 1, "hello", false, 0, AudioSpan.UNKNOWN),
                new TurnEvent.FinalText(2 * SECOND + 160 * MILLI, "you", true, 0, AudioSpan.UNKNOWN))) {
            state = machine.next(state, event).state();
        }

        var step = machine.next(state, new TurnEvent.SpeechStarted(3 * SECOND, 3 * SECOND));

        assertThat(step.actions()).hasSize(3);
        assertThat(step.actions().get(0)).isInstanceOf(Commit.class);
        assertThat(((Commit) step.actions().get(0)).utterance().audioEnd()).isEqualTo(Duration.ofMillis(1800));
        assertThat(step.actions().get(2)).isEqualTo(new TurnStarted(2));
    }

    @Test
    void sameStateAndEvent_giveTheSameAgain() {
        var state = machine.next(machine.initial(), new TurnEvent.SpeechStarted(SECOND, SECOND))
                .state();
        var ended = new TurnEvent.SpeechEnded(2 * SECOND, 2 * SECOND);
        var deadline = machine.nextDeadlineNanos(state);

        var once = machine.next(state, ended);
        machine.next(once.state(), new TurnEvent.FinalText(2 * SECOND, "hello", true, 0, AudioSpan.UNKNOWN));
        var again = machine.next(state, ended);

        assertThat(again.actions()).isEqualTo(once.actions());
        assertThat(machine.nextDeadlineNanos(again.state())).isEqualTo(machine.nextDeadlineNanos(once.state()));
        assertThat(machine.nextDeadlineNanos(state)).isEqualTo(deadline);
    }

    @Test
    void timestampsOfTheRecogniser_moveNoTimerIntoTheFuture() {
        call.finalText(1000, "hello", 5000, 9000).until(1500);

        assertThat(call.timeOf(Commit.class)).isEqualTo(1500);
        assertThat(call.only(Commit.class).utterance().audioEnd()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void afterTheEnd_nothingHappensAndNothingWaits() {
        call.hangsUp(2000).linkCloses(2100);
        int before = call.actions().size();

        call.callerStarts(3000)
                .finalText(3100, "ghost")
                .presses(3200, "5#")
                .linkIsLost(3300)
                .until(60_000);

        assertThat(call.actions()).hasSize(before);
        assertThat(machine.nextDeadlineNanos(call.state())).isEqualTo(Long.MAX_VALUE);
    }
}
