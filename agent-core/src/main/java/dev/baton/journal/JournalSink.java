package dev.baton.journal;

import java.nio.ByteBuffer;

/** Where the journal of one call goes. All methods are called on the call's event loop and must not block. */
public interface JournalSink {
    /** Whether words are to be masked, and audio and wire messages to be left out. */
    default boolean isRedacted() {
        return false;
    }

    /**
     * Takes whole records, in order; at most a few times a second unless much happens.
     *
     * @param records from position to limit; the call does not touch them until {@code done} has run
     * @param done gives the buffer back, from any thread; run exactly once, whatever became of the records
     * @return false where no more is taken, so that the journal ends here; {@code done} is not run then
     */
    boolean write(ByteBuffer records, Runnable done);

    /**
     * The journal ends here although the call goes on. Called at most once, and not where {@link #write} took no more.
     *
     * @param why completes "the journal ends before the call: "
     * @param remedy what a person can do about it
     */
    default void cutShort(String why, String remedy) {}

    /** Nothing follows. */
    void close();
}
