/**
 * Speech by energy in bands: how each stands above its background, how all of them move, and how periodic the sound is.
 *
 * <pre>{@code
 *  10 ms of pcm --> LineInput --+--> PowerSpectrum --> SubBands --> BandFloors --+
 *                               +--> Harmonicity --------------------------------+--> SpeechFeatures --> SpeechModel --> probability
 * }</pre>
 *
 * Pure and without allocation; all state belongs to one stream, the weights to all, the network's sums of a window to the thread. Found by {@link java.util.ServiceLoader} as {@code energy}.
 *
 * <p>At 16 kHz {@link dev.baton.vad.energy.UpperBand} hears besides what stands out above 4 kHz, which is a hint and no more.
 */
@NullMarked
package dev.baton.vad.energy;

import org.jspecify.annotations.NullMarked;
