package dev.baton.journal;

/**
 * A word and where in the call it was spoken, as the recogniser says.
 *
 * @param startNanos on the call's clock
 * @param endNanos on the call's clock
 */
public record PlacedWord(String text, long startNanos, long endNanos) {}
