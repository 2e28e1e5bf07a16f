/**
 * Text to speech: what a synthesizer offers, a cache for phrases that come again, and two services.
 *
 * <pre>{@code
 *  Reply --text--> TextToSpeech --> TtsSession --samples--> playback --frames--> AudioSink
 *                    |  SmallestSpeech, CambSpeech: one connection for each call
 *                    |  LocalVoice: none
 * }</pre>
 */
@NullMarked
package dev.baton.tts;

import org.jspecify.annotations.NullMarked;
