package dev.baton.agent;

import java.time.Duration;

/**
 * What the caller heard of a reply that was cut off.
 *
 * @param turn the utterance that the reply answered, 0 for the greeting
 * @param text the words that were played, estimated from the playout position and cut back to whole words; may be empty
 * @param said the whole text of the reply so far
 * @param played how long the reply had been playing
 */
public record Heard(int turn, String text, String said, Duration played) {}
