/**
 * Whether an adapter for a speech-to-text service keeps what Baton relies upon. Without sockets, on time of its own: each check is exact and quick.
 *
 * <pre>{@code
 *  SttConformance: checks ---> SttSession (yours) ---> WireNetwork, in memory ---> SttVendor.received(..): what was sent
 *                              your events       <---                         <--- SttVendor.finalText(..): what is said
 * }</pre>
 */
@NullMarked
package dev.baton.testkit.conformance;

import org.jspecify.annotations.NullMarked;
