/**
 * Everything that touches sockets: event loops and the WebSocket that carries speech to a recogniser.
 *
 * <pre>{@code
 *  call --- EventLoops.next() ---> one event loop for the whole call
 *                                        |
 *  stt.SttSession ---> NettySttTransport +---> WebSocket over TCP or TLS ~~(proxy)~~> service
 *        ^                                                                       |
 *        +---- SttTransport.Listener <---------- WebSocketStream <----------+
 * }</pre>
 *
 * Works on a host application's Netty 4.1 or 4.2, so nothing here uses what only one of them has, except {@link dev.baton.internal.netty.EventLoops}, which asks
 * first. Nothing blocks an event loop: names are resolved, trust is loaded and proxies are chosen beside it.
 */
@NullMarked
package dev.baton.internal.netty;

import org.jspecify.annotations.NullMarked;
