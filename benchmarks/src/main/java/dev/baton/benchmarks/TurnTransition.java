package dev.baton.benchmarks;

import dev.baton.turn.AudioSpan;
import dev.baton.turn.Step;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one decision of the turn machine cost? Each operation is one transition of a call of four-second turns, in which everything happens that a turn is made of: speech and a pause,
 * interim and final text, the finalize and its answer, the commit, a reply, and one interruption in two.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TurnTransition -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TurnTransition {
    private static final long MILLI = 1_000_000;
    private static final int TURNS = 64;
    private static final long TURN_MILLIS = 4_000;

    private final TurnMachine machine = new TurnMachine(TurnConfig.defaults());
    private final List<TurnEvent> events = new ArrayList<>();
    private TurnState state = machine.initial();
    private int next;

    /** Writes the call down; replies are numbered as the machine numbers them, from 1. */
    public TurnTransition() {
        for (int turn = 1; turn <= TURNS; turn++) {
            addTurn(turn, (turn - 1) * TURN_MILLIS * MILLI);
        }
    }

    private void addTurn(int turn, long from) {
        events.add(new TurnEvent.SpeechStarted(from + 200 * MILLI, from + 100 * MILLI));
        events.add(new TurnEvent.InterimText(from + 500 * MILLI, "on", AudioSpan.UNKNOWN));
        events.add(new TurnEvent.SpeechEnded(from + 900 * MILLI, from + 700 * MILLI));
        events.add(new TurnEvent.SpeechStarted(from + 1_000 * MILLI, from + 900 * MILLI));
        events.add(new TurnEvent.InterimText(from + 1_300 * MILLI, "on wednesday", AudioSpan.UNKNOWN));
        events.add(new TurnEvent.SpeechEnded(from + 1_700 * MILLI, from + 1_500 * MILLI));
        events.add(new TurnEvent.TimePassed(from + 1_850 * MILLI));
        events.add(new TurnEvent.FinalText(from + 1_980 * MILLI, "on wednesday", true, 0, AudioSpan.UNKNOWN));
        events.add(new TurnEvent.TimePassed(from + 2_000 * MILLI));
        events.add(new TurnEvent.ReplyReady(from + 2_010 * MILLI, turn));
        events.add(new TurnEvent.PlayoutStarted(from + 2_020 * MILLI, turn));
        if (turn % 2 == 0) {
            events.add(new TurnEvent.ReplyFinished(from + 3_500 * MILLI, turn));
        }
    }

    @Benchmark
    public Step transition() {
        if (next == events.size()) {
            next = 0;
            state = machine.initial();
        }
        var step = machine.next(state, events.get(next++));
        state = step.state();
        return step;
    }
}
