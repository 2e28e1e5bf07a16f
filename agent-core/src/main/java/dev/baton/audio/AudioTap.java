package dev.baton.audio;

/**
 * Hears both sides of a call, for a recording. Called on the call's event loop, per frame: it must neither block nor allocate.
 *
 * <p>Positions count samples of the side's own rate on the call's time line; between frames of the agent there may be gaps.
 */
public interface AudioTap {
    /** Called once, before any frame. */
    void start(int callerRateHz, int agentRateHz);

    void caller(short[] samples, int offset, int length, long position);

    void agent(short[] samples, int offset, int length, long position);

    /** The agent's audio from {@code position} on was thrown away before it was heard. */
    void agentCleared(long position);

    /** The call is over. */
    void end();
}
