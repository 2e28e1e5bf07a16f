/**
 * Sessions with the translators that ship with Baton, and what an application's {@link dev.baton.translate.Translation} does on its event loop.
 *
 * <pre>{@code
 *  AudioSource --> SpokenInput (frames, resampler) --> RealtimeSession --> SttTransport.Connection
 *  AudioSink <---- PacedOutput (resampler, frames) <-- TranslationDriver <-- TranslationEvent <-- internal.json.CambRealtimeMessages
 * }</pre>
 *
 * No sockets and no JSON here.
 */
@NullMarked
package dev.baton.internal.translate;

import org.jspecify.annotations.NullMarked;
