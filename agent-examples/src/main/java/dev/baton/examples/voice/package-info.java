/**
 * A voice that needs no network: FreeTTS in this process.
 *
 * <pre>{@code
 *  Reply --text--> CachingTextToSpeech --miss--> FreeTtsVoice (one thread, one engine) --samples--> playback
 * }</pre>
 */
@NullMarked
package dev.baton.examples.voice;

import org.jspecify.annotations.NullMarked;
