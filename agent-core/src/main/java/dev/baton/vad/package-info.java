/**
 * Telling speech from everything else: the detector that others implement, and the gate that turns its probabilities into decisions.
 *
 * <pre>{@code
 *  frames --> VoiceActivityDetector --probability per window--> SpeechGate --SpeechEvent--> turn
 * }</pre>
 *
 * Pure: no clock, no thread, no allocation per window. Time is a count of samples.
 */
@NullMarked
package dev.baton.vad;

import org.jspecify.annotations.NullMarked;
