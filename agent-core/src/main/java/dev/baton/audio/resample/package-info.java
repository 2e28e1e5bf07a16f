/**
 * Changing the sample rate of a stream, between framing and everyone who listens at another rate.
 *
 * <pre>
 *  frames at the line's rate --> Resampler --> frames at the detector's and recogniser's rate
 *                                    |
 *                               FilterBank  (one per pair of rates, shared by all calls)
 *                                    |
 *                               KaiserWindow (the design)
 * </pre>
 *
 * Nothing here reads a clock, starts a thread or allocates per call.
 */
@NullMarked
package dev.baton.audio.resample;

import org.jspecify.annotations.NullMarked;
