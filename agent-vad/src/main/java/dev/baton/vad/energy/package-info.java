/**
 * Speech by energy in bands: how each stands above its background, how all of them move, and how periodic the sound is.
 *
 * <pre>{@code
 *  10 ms of pcm --> LineInput --+--> PowerSpectrum --> SubBands --> BandFloors --+
 *                               +--> Harmonicity --------------------------------+--> SpeechFeatures --> SpeechModel --> probability
 * }</pre>
 *
 * Pure and without allocation; all state belongs to one stream, the weights to all. Found by {@link java.util.ServiceLoader} as {@code energy}.
 */
@NullMarked
package dev.baton.vad.energy;

import org.jspecify.annotations.NullMarked;
