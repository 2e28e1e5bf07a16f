package dev.baton.internal.journal;

import dev.baton.internal.call.CallLoop;
import dev.baton.journal.JournalEntry;
import dev.baton.stt.SttTransport;

/** The loop as the line to the recogniser sees it: what it puts off is written down when it is done. */
record JournaledLoop(CallLoop loop, SttTransport transport, JournalRecorder recorder) implements CallLoop {
    @Override
    public boolean isCurrent() {
        return loop.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> recorder.comesIn(JournalEntry.LineContinued::new, task));
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return loop.schedule(delayNanos, task);
    }

    @Override
    public Timer repeat(long periodNanos, Runnable task) {
        return loop.repeat(periodNanos, task);
    }
}
