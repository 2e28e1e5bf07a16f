package dev.baton.examples.cli;

import dev.baton.journal.JournalSink;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** For a call on virtual time, which would outrun any disk: time stands still until what happened has been written. */
record AwaitedJournal(JournalSink sink) implements JournalSink {
    @Override
    public boolean isRedacted() {
        return sink.isRedacted();
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        var written = new CountDownLatch(1);
        boolean taken = sink.write(records, () -> {
            done.run();
            written.countDown();
        });
        try {
            if (taken) {
                written.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    @Override
    public void close() {
        sink.close();
    }
}
