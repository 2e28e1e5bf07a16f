/**
 * Sounds that are not speech, made up at random: what a detector must not take for a caller, in more variety than recordings can give.
 *
 * <pre>{@code
 *  Dice --> SoundMaker (tones, music, cries, puffs, clicks, ..) --> Resonances --> Room --> one layer of background
 * }</pre>
 *
 * All of it at 8 kHz, as samples of any level: whoever mixes them sets it. The ranges were found by experiment: sounds that resemble those of telephone calls, neither so odd that they teach nothing nor so
 * alike that they are learned by heart.
 */
@NullMarked
package dev.baton.benchmarks.vad.training.sound;

import org.jspecify.annotations.NullMarked;
