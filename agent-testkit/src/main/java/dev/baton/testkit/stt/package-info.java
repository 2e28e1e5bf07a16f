/**
 * A speech-to-text service for tests and first runs: real WebSockets, a vendor's own wire protocol, and whatever recogniser is plugged in.
 *
 * <pre>{@code
 *  client ~~WebSocket~~> server --bytes--> dialect: control messages, audio --pcm--> speech gate --utterances--> Recognizer
 *     ^                                        |                                                                   |
 *     +------- interims, finals (JSON) --------+ <-------------------- words with times --------------------------+
 * }</pre>
 *
 * What a session says passes a stage where the {@link dev.baton.testkit.stt.SttFault faults} of its connection happen; without any it goes straight on.
 *
 * <p>A connection belongs to one event loop; nothing on it blocks. Recognisers may answer from any thread.
 */
@NullMarked
package dev.baton.testkit.stt;

import org.jspecify.annotations.NullMarked;
