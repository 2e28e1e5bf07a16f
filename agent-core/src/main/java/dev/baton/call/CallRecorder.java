package dev.baton.call;

import dev.baton.metrics.TurnLatency;
import dev.baton.turn.Utterance;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the {@link CallRecord} of one call: give it to {@link CallOptions#withListener}. Used on the call's event loop. */
public final class CallRecorder implements CallListener {
    /** More than a call has; a call that goes wrong in a circle must not fill the memory. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Consumer<CallRecord> whenEnded;
    private final Map<Integer, CallRecord.Turn> turns = new LinkedHashMap<>();
    private final List<CallRecord.Abandoned> abandoned = new ArrayList<>();
    private final List<CallRecord.Dropped> dropped = new ArrayList<>();
    private final List<CallRecord.Interrupted> interruptions = new ArrayList<>();
    private final List<CallRecord.Problem> problems = new ArrayList<>();
    private Instant started;

    /** @param whenEnded given the record at the call's end, on its event loop */
    public CallRecorder(Consumer<CallRecord> whenEnded) {
        this(Clock.systemUTC(), whenEnded);
    }

    /** @param clock tells when the call begins */
    public CallRecorder(Clock clock, Consumer<CallRecord> whenEnded) {
        this.clock = clock;
        this.whenEnded = whenEnded;
        started = clock.instant();
    }

    @Override
    public void onEvent(CallEvent event) {
        if (event instanceof CallEvent.Started) {
            started = clock.instant();
        } else if (event instanceof CallEvent.TurnCommitted committed) {
            keep(committed.utterance(), committed.latency());
        } else if (event instanceof CallEvent.TurnRevised revised) {
            keep(revised.utterance(), revised.latency());
        } else if (event instanceof CallEvent.HandlerStarted handler) {
            goesOn(handler.turn(), handler.latency());
        } else if (event instanceof CallEvent.ReplyStarted reply) {
            goesOn(reply.turn(), reply.latency());
        } else if (event instanceof CallEvent.TurnAbandoned nothing) {
            add(abandoned, new CallRecord.Abandoned(nothing.at(), nothing.turn(), nothing.reason()));
        } else if (event instanceof CallEvent.SpeechDropped drop) {
            add(dropped, new CallRecord.Dropped(drop.at(), drop.turn(), drop.text(), drop.reason()));
        } else if (event instanceof CallEvent.Interrupted interrupted) {
            add(
                    interruptions,
                    new CallRecord.Interrupted(
                            interrupted.at(),
                            interrupted.turn(),
                            interrupted.heard().text()));
        } else if (event instanceof CallEvent.Problem problem) {
            var reason = problem.reason();
            add(
                    problems,
                    new CallRecord.Problem(problem.at(), reason.code().label(), String.valueOf(reason.getMessage())));
        } else if (event instanceof CallEvent.Ended ended) {
            whenEnded.accept(new CallRecord(
                    started,
                    ended.summary(),
                    List.copyOf(turns.values()),
                    abandoned,
                    dropped,
                    interruptions,
                    problems));
        }
    }

    private void keep(Utterance utterance, TurnLatency latency) {
        if (turns.size() < MOST) {
            turns.put(utterance.turn(), new CallRecord.Turn(utterance, latency));
        }
    }

    private void goesOn(int turn, TurnLatency latency) {
        turns.computeIfPresent(turn, (number, known) -> new CallRecord.Turn(known.utterance(), latency));
    }

    private static <T> void add(List<T> list, T what) {
        if (list.size() < MOST) {
            list.add(what);
        }
    }
}
