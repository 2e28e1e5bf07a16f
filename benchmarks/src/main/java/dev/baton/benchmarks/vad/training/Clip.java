package dev.baton.benchmarks.vad.training;

/**
 * Sound at 8 kHz that was made up for training.
 *
 * @param samples a whole number of 10 ms
 * @param speech for each 10 ms, whether it is speech
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Clip(short[] samples, boolean[] speech) {}
