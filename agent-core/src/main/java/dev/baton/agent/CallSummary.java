package dev.baton.agent;

import java.time.Duration;
import java.util.List;

/**
 * A call, told after its end.
 *
 * @param reason why it ended
 * @param committed turns handed to the handler
 * @param abandoned turns in which the recogniser found no words
 * @param dropped turns that the agent talked over and that were too short to interrupt it, and text that came twice
 * @param underruns gaps in replies because the voice fell behind
 * @param clampedEvents events that came after one that was later and so counted as happening when they came; more than a few tell of a machine that could not keep up
 * @param result what {@link Reply#leave} was given; empty without
 * @param usage what was taken of each service
 */
public record CallSummary(
        CallInfo call,
        EndReason reason,
        Duration duration,
        int committed,
        int abandoned,
        int dropped,
        int interruptions,
        int underruns,
        int clampedEvents,
        String result,
        List<Usage> usage) {
    public CallSummary {
        usage = List.copyOf(usage);
    }

    /** Why a call ended. */
    public enum EndReason {
        /** The caller hung up, or the recording was over. */
        HANGUP,
        /** The handler ended it. */
        HANDLER,
        /** The handler left it to whoever follows on the line: {@link Reply#leave}. */
        LEFT,
        /** The application closed it. */
        CLOSED,
        /** The line broke. */
        SOURCE_FAILED,
        /** Nobody had spoken and no handler had worked for {@code turn.stall-hang-up}. */
        STALLED,
        /** The recogniser never answered, so that there was nobody to listen. */
        STT_UNAVAILABLE
    }
}
