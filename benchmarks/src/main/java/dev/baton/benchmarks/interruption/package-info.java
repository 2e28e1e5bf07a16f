/**
 * How soon a caller who talks over the agent has silence, heard where it counts: at a far end that plays in real time.
 *
 * <pre>{@code
 *  Callers (one core)                              TelephoneServer (another core)
 *  TwilioLeg --media--> CallerSocket ~~loopback~~ AgentServer --> VoiceAgent
 *      far end <------------- media, clear ----------+
 * }</pre>
 */
@NullMarked
package dev.baton.benchmarks.interruption;

import org.jspecify.annotations.NullMarked;
