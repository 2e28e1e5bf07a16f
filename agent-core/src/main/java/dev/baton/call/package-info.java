/**
 * Holding calls: the {@link dev.baton.call.VoiceAgent} that answers them, the {@link dev.baton.call.Call} that runs, and the {@link dev.baton.call.CallEvent}s that tell what
 * happens in it.
 *
 * <pre>{@code
 *  VoiceAgent.answer(source, sink) --> Call --CallEvent--> CallListener
 *                                        |
 *                                        +--> completion(): CallSummary
 * }</pre>
 */
@NullMarked
package dev.baton.call;

import org.jspecify.annotations.NullMarked;
