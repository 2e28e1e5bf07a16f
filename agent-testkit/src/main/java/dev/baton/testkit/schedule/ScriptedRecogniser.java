package dev.baton.testkit.schedule;

import dev.baton.internal.call.CallLoop;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttCapabilities;
import dev.baton.stt.SttListener;
import dev.baton.stt.SttSession;
import dev.baton.stt.SttTransport;
import dev.baton.testkit.schedule.promise.CallTrace;
import dev.baton.testkit.schedule.promise.Entry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A recogniser in memory that knows what is said where, and answers as the schedule says: in time, late, never, twice, out of order. */
final class ScriptedRecogniser implements SpeechToText {
    final Schedule schedule;
    final Soundscape sounds;
    final CallTrace trace;
    final LongSupplier clock;
    final CallLoop loop;
    private @Nullable ScriptedSession session;
    private int connections;
    private int answers;

    ScriptedRecogniser(Schedule schedule, Soundscape sounds, CallTrace trace, LongSupplier clock, CallLoop loop) {
        this.schedule = schedule;
        this.sounds = sounds;
        this.trace = trace;
        this.clock = clock;
        this.loop = loop;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String address() {
        return "nowhere";
    }

    @Override
    public SttCapabilities capabilities() {
        var turns = schedule.plan().turns();
        return new SttCapabilities(
                turns.finalizes(),
                turns.marksAnswers()
                        ? SttCapabilities.FinalizeAnswers.MARKED
                        : SttCapabilities.FinalizeAnswers.BY_AUDIO,
                Duration.ofMillis(150),
                turns.finalizeTimeout());
    }

    @Override
    public int sampleRateHz() {
        return ScriptedCaller.RATE_HZ;
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        var connection = trace.connect();
        trace.add(new Entry.Opened(clock.getAsLong(), connection.number()));
        var opened = new ScriptedSession(this, connection, listener);
        session = opened;
        opened.connect(schedule.connection(connections++));
        return opened;
    }

    /** Interims are stamped like the final that follows. */
    AnswerPlan interimStamps() {
        return schedule.answer(answers);
    }

    AnswerPlan nextAnswer() {
        return schedule.answer(answers++);
    }

    /** What the schedule lets the recogniser do by itself. */
    void happens(Stimulus stimulus) {
        var current = session;
        if (current != null) {
            current.happens(stimulus);
        }
    }
}
