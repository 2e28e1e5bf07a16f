/**
 * A call's use of the text-to-speech services that ship with Baton: one connection, one text after the other.
 *
 * <pre>{@code
 *  synthesize(text) ---> SpeechSession ---> internal.json.SpeechProtocol ---> SttTransport.Connection
 *                            |                                                        |
 *  SynthesisListener <-------+ <--- SpeechMessage <--- internal.json.SpeechProtocol <-+
 * }</pre>
 *
 * No sockets and no JSON here; everything runs on the call's event loop.
 */
@NullMarked
package dev.baton.internal.tts;

import org.jspecify.annotations.NullMarked;
