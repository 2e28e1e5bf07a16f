package dev.baton.explain;

import java.time.Duration;

/**
 * A complaint that the call gives cause for, and what to change.
 *
 * @param at where to listen, on the call's clock
 * @param turn of the caller; 0 where it is of none
 * @param evidence a sentence with the figures
 * @param setting its name: one of {@code docs/config-reference.md}, {@code patience} or {@code expect} of a reply, {@code speech-gate}; empty where no setting helps
 * @param value roughly what to set it to, as the setting is written; empty where that cannot be said
 * @param remedy what to do, in a sentence
 */
public record Diagnosis(
        Symptom symptom, Duration at, int turn, String evidence, String setting, String value, String remedy) {
    /** {@code turn.min-endpointing=900ms}, or the name alone; empty where no setting helps. */
    public String change() {
        return value.isEmpty() ? setting : setting + "=" + value;
    }
}
