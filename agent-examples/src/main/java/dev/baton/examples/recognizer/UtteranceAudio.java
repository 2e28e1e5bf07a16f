package dev.baton.examples.recognizer;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one utterance on their way from the event loop to an engine, at 16 kHz. Waits with the utterance while no engine is free, up to a
 * bound.
 */
final class UtteranceAudio {
    static final int SAMPLE_RATE_HZ = 16_000;

    private final int maxPendingSamples;
    private final ArrayDeque<short[]> chunks = new ArrayDeque<>();
    private int pendingSamples;
    private boolean ended;
    private boolean takerWaits;
    private @Nullable Runnable caughtUp;

    UtteranceAudio(int maxPendingSamples) {
        this.maxPendingSamples = maxPendingSamples;
    }

    /** @return false if the samples do not fit; none of them is kept then */
    synchronized boolean add(short[] pcm, int offset, int length) {
        if (length > maxPendingSamples - pendingSamples) {
            return false;
        }
        if (length > 0 && !ended) {
            chunks.add(Arrays.copyOfRange(pcm, offset, offset + length));
            pendingSamples += length;
            takerWaits = false;
            notifyAll();
        }
        return true;
    }

    /** What is pending can still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Ends at once. */
    synchronized void discard() {
        chunks.clear();
        pendingSamples = 0;
        end();
        tellCaughtUp();
    }

    /** Tells when everything that came has been taken and worked off, or is no longer wanted. */
    synchronized void whenCaughtUp(Runnable told) {
        caughtUp = told;
        if (takerWaits || ended) {
            tellCaughtUp();
        }
    }

    private void tellCaughtUp() {
        var told = caughtUp;
        caughtUp = null;
        if (told != null) {
            told.run();
        }
    }

    /** Waits for samples; null at the end. */
    synchronized short @Nullable [] take() throws InterruptedException {
        while (chunks.isEmpty() && !ended) {
            takerWaits = true; // it comes for more only when the rest is done
            tellCaughtUp();
            wait();
        }
        short[] chunk = chunks.poll();
        pendingSamples -= chunk == null ? 0 : chunk.length;
        return chunk;
    }

    /** Samples that came and were not taken yet: how far the engine is behind. */
    synchronized int pendingSamples() {
        return pendingSamples;
    }
}
