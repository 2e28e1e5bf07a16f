/**
 * Deciding whose turn it is to speak. Nothing here does I/O, reads a clock or starts a thread: events in, actions out.
 *
 * <pre>{@code
 *              speech           pause          quiet over, text settled      reply ready
 *  LISTENING --------> HEARING ------> PAUSED ------------------------> THINKING -------> SPEAKING
 *                         ^  resumes     |          commit                                   |
 *                         +--------------+                                                   |
 *                         ^                     interruption (confirmed speech)              |
 *                         +------------------------------------------------------------------+
 * }</pre>
 *
 * The caller's turn and the agent's floor are two values, because both can be active at once.
 */
@NullMarked
package dev.baton.turn;

import org.jspecify.annotations.NullMarked;
