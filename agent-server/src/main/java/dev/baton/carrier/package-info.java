/**
 * Telephone lines without I/O: what carriers and telephone systems send becomes a call, and what the agent says becomes their messages. Whoever owns the socket passes on what arrives and sends what it is given.
 *
 * <pre>{@code
 *  socket --onText, onBinary, onClose--> MediaStream --audio, keys, end--> Call
 *  socket <--text, binary, close-------- Outgoing    <--frames, clear----- playback
 * }</pre>
 */
@NullMarked
package dev.baton.carrier;

import org.jspecify.annotations.NullMarked;
