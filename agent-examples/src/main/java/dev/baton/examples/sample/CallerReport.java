package dev.baton.examples.sample;

import java.util.List;

/**
 * What a {@link ScriptedCaller} did. Times are ms on the call's clock, which starts with the first frame.
 *
 * @param truth what was to be said
 * @param ending how the caller's side of the call ended
 * @param said the turns that were begun, in order
 * @param noises the noises that were begun, in order
 */
public record CallerReport(CallTruth truth, Ending ending, List<Said> said, List<Sounded> noises) {
    public CallerReport {
        said = List.copyOf(said);
        noises = List.copyOf(noises);
    }

    public enum Ending {
        /** The call is not over. */
        ON_THE_LINE,
        /** Every turn was said, and the caller hung up. */
        SAID_EVERYTHING,
        /** The caller gave up, because the agent said nothing for too long. */
        AGENT_SILENT,
        /** The call was closed from the other side before the caller hung up. */
        CLOSED
    }

    /** A turn, from the beginning of its first word to the end of its last. */
    public record Said(CallTruth.Turn turn, long firstWordMs, long lastWordEndMs) {}

    public record Sounded(CallTruth.Noise noise, long startMs, long endMs) {}
}
