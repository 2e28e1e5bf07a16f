package dev.baton.testkit.schedule;

import dev.baton.audio.AudioSink;
import dev.baton.testkit.schedule.promise.CallTrace;
import dev.baton.testkit.schedule.promise.Entry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The caller's ear: knows from the samples whose reply sounds. */
final class ScriptedSink implements AudioSink {
    private final CallTrace trace;
    private final LongSupplier clock;
    private final ScriptedHandler handler;
    private final Duration lead;

    ScriptedSink(CallTrace trace, LongSupplier clock, ScriptedHandler handler, Duration lead) {
        this.trace = trace;
        this.clock = clock;
        this.handler = handler;
        this.lead = lead;
    }

    @Override
    public int sampleRateHz() {
        return ScriptedCaller.RATE_HZ;
    }

    @Override
    public void write(short[] samples, int offset, int length) {
        int reply = samples[offset];
        if (reply <= 0) {
            return; // a pause
        }
        long now = clock.getAsLong();
        trace.sounded(now, reply);
        if (handler.isCancelled(reply)) {
            trace.add(new Entry.SoundedCancelled(now, reply));
        }
    }

    @Override
    public void clear() {
        trace.add(new Entry.Cleared(clock.getAsLong()));
    }

    @Override
    public Duration lead() {
        return lead;
    }

    @Override
    public void close() {}
}
