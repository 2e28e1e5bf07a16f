/**
 * Speech to text: what a streaming recogniser offers, what it says, and the session that a call holds with it.
 *
 * <pre>{@code
 *  frames --> SttSession --groups, finalize, close_stream--> SttTransport ~~wire~~ service
 *                 |                                               |
 *  turn <--SttEvent<-------------------- text --------------------+
 * }</pre>
 *
 * Without a call, an application holds an {@link dev.baton.stt.SttStream}: the same session, with futures and listeners. How connections are made is in {@link
 * dev.baton.stt.ConnectionOptions}. A vendor is a {@link dev.baton.stt.SpeechToText}: it builds addresses and headers, writes its control messages and reads its answers. Sockets belong to
 * {@link dev.baton.stt.SttTransport}, which an application may replace. Everything of one session runs on one event loop.
 */
@NullMarked
package dev.baton.stt;

import org.jspecify.annotations.NullMarked;
