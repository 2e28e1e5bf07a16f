package dev.baton.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.journal.JournalEntry;
import dev.baton.journal.PlacedWord;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of a few events, as a journal has them, asked what would have happened. */
class SimulationTest {
    private static final long MILLI = 1_000_000;

    private final List<JournalEntry> journal = new ArrayList<>();
    private final TurnConfig settings;
    private final TurnMachine machine;
    private TurnState state;

    SimulationTest() {
        settings = TurnConfig.builder().userIdle(Duration.ofSeconds(5)).build();
        machine = new TurnMachine(settings);
        state = machine.initial();
        hear(new TurnEvent.CallStarted(0));
    }

    private void hear(TurnEvent event) {
        for (long due = machine.nextDeadlineNanos(state); due < event.atNanos(); ) {
            decide(new TurnEvent.TimePassed(due));
            due = machine.nextDeadlineNanos(state);
        }
        decide(event);
    }

    private void decide(TurnEvent event) {
        var step = machine.next(state, event);
        state = step.state();
        journal.add(new JournalEntry.Decided(event, step.actions()));
    }

    private void speaks(long fromMillis, long toMillis) {
        hear(new TurnEvent.SpeechStarted((fromMillis + 100) * MILLI, fromMillis * MILLI));
        hear(new TurnEvent.SpeechEnded((toMillis + 200) * MILLI, toMillis * MILLI));
    }

    private void answers(long atMillis, String text, long fromMillis, long toMillis) {
        var word = new PlacedWord(text, fromMillis * MILLI, toMillis * MILLI);
        journal.add(new JournalEntry.WordsPlaced(atMillis * MILLI, List.of(word)));
        hear(new TurnEvent.FinalText(
                atMillis * MILLI, text, true, 0, new AudioSpan(fromMillis * MILLI, toMillis * MILLI)));
    }

    private RecordedCall recorded() {
        var reading = new CallReading("the test's call", settings);
        journal.forEach(reading::add);
        return reading.recorded();
    }

    private static CallOutcome asItWas(RecordedCall call) {
        return WhatIf.with(call, same -> same);
    }

    @Test
    @Timeout(10)
    void callWithoutItsEnd_endsAllTheSame() {
        speaks(1_000, 2_000);
        answers(2_450, "hello", 1_000, 2_000);
        hear(new TurnEvent.TimePassed(4_000 * MILLI));

        assertThat(asItWas(recorded()).turns()).hasSize(1);
    }

    @Test
    void wordsOfALostConnection_areAskedForAgain() {
        speaks(1_000, 2_000);
        hear(new TurnEvent.TimePassed(2_360 * MILLI));
        hear(new TurnEvent.SttLost(2_400 * MILLI));
        hear(new TurnEvent.TimePassed(2_600 * MILLI));
        hear(new TurnEvent.SttOpened(2_700 * MILLI));
        answers(2_900, "hello", 1_000, 2_000);
        hear(new TurnEvent.TimePassed(4_000 * MILLI));
        var call = recorded();

        assertThat(call.outcome().turns()).extracting(TurnOutcome::text).containsExactly("hello");
        assertThat(asItWas(call).turns()).extracting(TurnOutcome::text).containsExactly("hello");
    }

    @Test
    void noiseAfterATurn_doesNotJoinItToTheNext() {
        speaks(1_000, 2_000);
        answers(2_450, "hello", 1_000, 2_000);
        speaks(2_600, 2_700);
        hear(new TurnEvent.TimePassed(19_000 * MILLI));
        speaks(20_000, 21_000);
        answers(21_450, "goodbye", 20_000, 21_000);
        hear(new TurnEvent.TimePassed(23_000 * MILLI));
        var call = recorded();

        assertThat(call.outcome().turns()).hasSize(2);
        assertThat(call.turns())
                .containsExactly(
                        new TrueTurn(1_000 * MILLI, 2_000 * MILLI), new TrueTurn(20_000 * MILLI, 21_000 * MILLI));
    }
}
