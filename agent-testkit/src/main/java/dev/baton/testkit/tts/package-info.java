/**
 * Text-to-speech services for tests and first runs: real WebSockets, the vendors' wire protocols, and whatever voice is plugged in.
 *
 * <pre>{@code
 *  client ~~WebSocket~~> LocalTtsServer --texts--> SmallestDialogue, CambDialogue --text--> LocalVoice
 *     ^                                                     |                                   |
 *     +------------ audio, words, ends of texts ------------+ <------ audio at a pace ----------+
 * }</pre>
 *
 * What the vendors' documents leave open, or contradict each other in, is a setting; what goes wrong is a {@link dev.baton.testkit.tts.TtsFault}. A connection belongs to one event loop.
 */
@NullMarked
package dev.baton.testkit.tts;

import org.jspecify.annotations.NullMarked;
