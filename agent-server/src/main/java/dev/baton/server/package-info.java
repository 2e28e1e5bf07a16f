/**
 * The server that answers telephone lines: sockets, routes, checks and limits around {@link dev.baton.carrier}.
 *
 * <pre>{@code
 *  carrier --upgrade--> RequestCheck, Admission --> WebSocketLine --> MediaStream --> Call
 *  Asterisk ----------------------- Admission --> AudioSocketLine --> MediaStream --> Call
 * }</pre>
 *
 * A connection and its call share one event loop, where the agent runs on the server's ({@link dev.baton.server.ServerLoops}).
 */
@NullMarked
package dev.baton.server;

import org.jspecify.annotations.NullMarked;
