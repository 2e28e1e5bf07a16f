/**
 * A TCP proxy that does to a connection what networks and services do to it. Put it before any service.
 *
 * <pre>{@code
 *  client <~~TCP~~> FaultProxy <~~TCP~~> service
 *
 *  each direction of a connection, with bounds, on the proxy's one event loop:
 *
 *  source --bytes--> MessageSplitter --pieces--> MessageFaults --pieces--> Pipe --bytes--> target
 *                    where messages end          drop, duplicate,          stall, swallow, throttle, delay,
 *                    (after an upgrade)          reorder, halve, split     single bytes, corrupt, cut
 * }</pre>
 *
 * {@code FaultProxy} accepts and holds a {@code ProxiedConnection} for each client, which owns both pipes and everything that concerns both directions.
 */
@NullMarked
package dev.baton.testkit.proxy;

import org.jspecify.annotations.NullMarked;
