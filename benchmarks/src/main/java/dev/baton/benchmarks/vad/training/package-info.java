/**
 * Fits the energy detector's network to labelled recordings, one's own or others: {@link dev.baton.benchmarks.vad.training.Train}.
 *
 * <pre>{@code
 *  NAME.wav + NAME.json --> Recording --+--------------------------> windows --+--> NetworkTrainer --> SpeechModel
 *                                       +--> Mixer --> Clips ------> windows --+
 *  CrossValidation: the same once for each fold, without the recordings that the fold's network is to judge
 * }</pre>
 *
 * Everything is repeated by a seed, whatever the number of threads.
 */
@NullMarked
package dev.baton.benchmarks.vad.training;

import org.jspecify.annotations.NullMarked;
