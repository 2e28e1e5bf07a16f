package dev.baton.stt;

/**
 * One stream of audio to a recogniser. Belongs to one call and is used on its event loop only.
 *
 * <p>Audio may be handed over from the first frame, before {@link SttEvent.Ready}: a bounded amount is kept and sent once the service listens. What had to be
 * dropped is told by {@link SttEvent.AudioDropped}. After {@link SttEvent.Closed} all methods do nothing.
 */
public interface SttSession {
    /** Adds mono audio at {@link SpeechToText#sampleRateHz()}; grouped into the chunk that the service likes. Allocates nothing in steady state. */
    void audio(short[] samples, int offset, int length);

    /**
     * Whether the service listens and the network takes what is sent. While it does not, audio is better kept, and handed over when {@link SttListener#onWritable} is called: past a limit it
     * is dropped.
     */
    default boolean isWritable() {
        return true;
    }

    /** Name of the service behind it, where several stand behind one; empty where it is {@link SpeechToText#name()}. */
    default String service() {
        return "";
    }

    /** Asks for the final text of all audio so far; the part-filled group is sent first. */
    void finalizeTurn();

    /**
     * Tells the service that the line is alive although no audio is sent; by default nothing.
     *
     * @return samples of silence that were sent for it, which the service counts like any others
     */
    default int keepAlive() {
        return 0;
    }

    /** Says that no audio follows; the part-filled group is sent first. The service answers what is left and closes. Sent once. */
    void closeStream();

    /** Ends at once, without waiting for the service. */
    void abort();

    /** As {@link #abort}, because the service no longer does its work; one that stands for several may choose another for the next session. */
    default void abandon() {
        abort();
    }
}
