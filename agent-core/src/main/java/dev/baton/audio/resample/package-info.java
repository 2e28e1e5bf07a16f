/**
 * Changing the sample rate of a stream, between framing and everyone who listens at another rate.
 *
 * <pre>
 *  frames at the line's rate --> Resampler --> frames at the detector's and recogniser's rate
 *
 *  Resamplers --> Plan          how to get from one rate to the other; worked out once, shared by all calls
 *                  |-- RowFilter        rates in the ratio of small numbers; taps from LowPass (least squares)
 *                  '-- FractionalBank   a short second stage for the others; taps from KaiserWindow
 *
 *  a stream:  BlockResampler        exact numbers of samples (RateClock), the end of the stream
 *              |-- RowResampler         one RowStage
 *              '-- TwoStageResampler    a RowStage and a FractionalBank
 *
 *  a thread:  Workspace --> RowKernels  the loops that C2 makes vectors of, and their memory
 * </pre>
 *
 * Nothing here reads a clock or starts a thread, and once a thread has converted a block of each length that comes, nothing allocates. A stream keeps the few hundred bytes that its next samples need; the quarter of a megabyte that the loops work in belongs to the thread.
 */
@NullMarked
package dev.baton.audio.resample;

import org.jspecify.annotations.NullMarked;
