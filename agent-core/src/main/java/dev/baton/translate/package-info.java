/**
 * Speech to speech: one language in, another out, as text and as a voice, over one connection.
 *
 * <pre>{@code
 *  AudioSource --any rate, any encoding--> Translation --mono 24 kHz--> TranslationSession --base64 in JSON--> SttTransport ~~wire~~ service
 *                                              |                             |                                                     |
 *  AudioSink <--20 ms frames, paced------------+ <----TranslationEvent-------+ <--text as JSON, audio as binary messages-----------+
 * }</pre>
 *
 * A vendor is a {@link dev.baton.translate.SpeechTranslator}; applications hold a {@link dev.baton.translate.Translation}. Sockets belong to {@link dev.baton.stt.SttTransport}, as for speech to text.
 * Everything of one session runs on one event loop. A translation has no replay: what was being said when a connection is lost is lost, and told.
 */
@NullMarked
package dev.baton.translate;

import org.jspecify.annotations.NullMarked;
