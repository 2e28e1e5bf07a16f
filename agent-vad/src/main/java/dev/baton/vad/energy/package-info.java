/**
 * Speech by loudness alone: how far a window stands out from the background.
 *
 * <pre>{@code
 *  10 ms of pcm --> HighPass --> level, dBFS --+--> NoiseFloor ----+
 *                                              +--> speech peak ---+--> level above both --> logistic --> probability
 * }</pre>
 *
 * Pure and without allocation; all state belongs to one stream. Found by {@link java.util.ServiceLoader} as {@code energy}.
 */
@NullMarked
package dev.baton.vad.energy;

import org.jspecify.annotations.NullMarked;
