/**
 * The naive detector: a fixed threshold on the level. What tests and documentation compare with.
 *
 * <pre>{@code
 *  10 ms of pcm --> minus its mean --> level, dBFS --> logistic around -40 --> probability
 * }</pre>
 *
 * Keeps no state. Found by {@link java.util.ServiceLoader} as {@code level}.
 */
@NullMarked
package dev.baton.vad.level;

import org.jspecify.annotations.NullMarked;
