/**
 * What the application writes: a {@link dev.baton.agent.TurnHandler}, which hears committed utterances and answers through a {@link dev.baton.agent.Reply}.
 *
 * <pre>{@code
 *  turn --Commit--> TurnHandler.onUtterance(utterance, reply) --say--> tts --> caller
 * }</pre>
 *
 * Handlers run off the event loop by default, one method at a time per call.
 */
@NullMarked
package dev.baton.agent;

import org.jspecify.annotations.NullMarked;
