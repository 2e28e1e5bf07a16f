/**
 * A caller made of recordings: composes a telephone call from a seed, plays it to an agent, and checks what the agent understood.
 *
 * <pre>{@code
 *  seed --> CallPlan --> CallComposer --> ComposedCall --> ScriptedCaller <==audio==> a call
 *           what is       words from       sounds and        the far end                | Utterances
 *           said when     Recordings       CallTruth         of the line                v
 *                                                               +-- CallerReport --> TruthCheck
 * }</pre>
 *
 * <p>Nothing here reads a clock: the caller's time is the number of 20 ms frames that the call has asked for. The voice is Allison Smith's, see
 * {@code ATTRIBUTION.md} beside the recordings.
 */
@NullMarked
package dev.baton.examples.sample;

import org.jspecify.annotations.NullMarked;
