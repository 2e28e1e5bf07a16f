package dev.baton.examples.cli;

import dev.baton.explain.Explainer;
import dev.baton.explain.Explanation;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.JournalSink;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a call's journal while the call is held, so that the turn that ended last can be explained at a key. What happens is known here a quarter of a second later.
 *
 * <p>The call's loop writes; one other thread reads.
 */
final class LiveExplanation implements JournalSink {
    /** Some minutes of a call, for a terminal that stands still. */
    private static final int MOST_PAGES = 256;

    private final Pages pages = new Pages();
    private final @Nullable JournalSink kept;
    private boolean keeping;
    private @Nullable JournalReader journal;
    private @Nullable Explainer explainer;

    /** @param kept where the journal goes besides; null for nowhere */
    LiveExplanation(@Nullable JournalSink kept) {
        this.kept = kept;
        keeping = kept != null;
    }

    @Override
    public boolean isRedacted() {
        return kept != null && kept.isRedacted();
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        pages.add(records);
        keeping = keeping && kept != null && kept.write(records, done);
        if (!keeping) {
            done.run();
        }
        return true;
    }

    @Override
    public void cutShort(String why, String remedy) {
        if (kept != null) {
            kept.cutShort(why, remedy);
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }

    /** Reads what has come; now and then, so that little waits. */
    void follow() {
        if (journal == null && pages.hasSome()) {
            journal = JournalReader.of(pages, "the call's journal");
            explainer = new Explainer(journal.header());
        }
        if (journal == null || explainer == null) {
            return;
        }
        for (var entry = journal.next(); entry != null; entry = journal.next()) {
            if (entry instanceof JournalEntry.Decided decided) {
                explainer.hear(decided.event(), decided.actions());
            }
        }
    }

    /** The turn that ended last, as far as it is known. */
    Optional<Explanation> latest() {
        follow();
        return explainer == null ? Optional.empty() : explainer.latest();
    }

    /** What was written and not yet read; at its end for as long as that is nothing. Pages hold whole records. */
    private static final class Pages extends InputStream {
        private final ConcurrentLinkedQueue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();
        private boolean full;

        /** Without a gap: once one page found no room, none follows. */
        void add(ByteBuffer records) {
            full |= count.get() >= MOST_PAGES;
            if (!full) {
                count.incrementAndGet();
                waiting.add(ByteBuffer.allocate(records.remaining())
                        .put(records.duplicate())
                        .flip());
            }
        }

        boolean hasSome() {
            return !waiting.isEmpty();
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            var page = waiting.peek();
            if (page == null) {
                return -1;
            }
            int taken = Math.min(length, page.remaining());
            page.get(into, offset, taken);
            if (!page.hasRemaining()) {
                waiting.remove();
                count.decrementAndGet();
            }
            return taken;
        }
    }
}
