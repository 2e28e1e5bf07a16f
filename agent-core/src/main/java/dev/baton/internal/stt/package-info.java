/**
 * Sessions with the recognisers that ship with Baton: what is sent when, what is kept, when a close is an outage.
 *
 * <pre>{@code
 *  audio() ---> AudioGroup ---full, or before a control message---> HeldMessages (until open) ---> SttTransport.Connection
 *  finalizeTurn(), closeStream() ------------------------------------------+
 *
 *  SttListener <--- events <--- internal.json.ServiceMessages <--- text <--- SttTransport.Listener
 *               <--- errors <--- ServiceErrors <--- refused, failed, closed
 * }</pre>
 *
 * No sockets and no JSON here; everything runs on the call's event loop.
 */
@NullMarked
package dev.baton.internal.stt;

import org.jspecify.annotations.NullMarked;
