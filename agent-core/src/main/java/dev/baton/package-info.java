/**
 * Baton: turn taking for voice agents. Start with {@code dev.baton.call.VoiceAgent} and {@link dev.baton.agent.TurnHandler}.
 *
 * <pre>{@code
 *  caller audio                                                       reply audio
 *       |                                                                  ^
 *   transport      bytes in                                            transport
 *       |                                                                  |
 *     audio        framing, resampling                                  playback
 *       |                                                                  ^
 *      vad         speech started / ended           stt  interim, final    tts
 *       |                                            |                     ^
 *       +----------------> turn (pure) <-------------+                   Reply
 *                           |                                              |
 *                           +---- committed Utterance ---> agent.TurnHandler
 * }</pre>
 *
 * This package holds only what all others share: how an error is told to a person, and what a mistyped name was meant to be.
 */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
