package dev.baton.examples.endpointing;

/**
 * A turn as it was committed; microseconds from the recording's first sample.
 *
 * @param endMicros acoustic end, as the detector found it
 * @param text empty where the run had no words
 */
public record HeardTurn(long startMicros, long endMicros, long committedAtMicros, String text) {}
