/**
 * Text to speech: what a synthesizer offers, and a cache for phrases that come again.
 *
 * <pre>{@code
 *  Reply --text--> TextToSpeech --> TtsSession --samples--> playback --frames--> AudioSink
 * }</pre>
 */
@NullMarked
package dev.baton.tts;

import org.jspecify.annotations.NullMarked;
