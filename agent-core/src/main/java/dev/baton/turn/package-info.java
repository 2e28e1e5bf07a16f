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
 * The caller's turn and the agent's floor are two values, because both can be active at once. {@link dev.baton.turn.TurnMachine} is the one entry; behind it each subject has a class of its own:
 *
 * <ul>
 *   <li>{@code VoiceRules}, {@code SttTurns}: what the detector heard, and what the recogniser says about turns where it decides.
 *   <li>{@code FinalTexts}, {@code TextOwner}, {@code LateText}: which finalize a text answers, whose it is, what becomes of it when its turn has ended.
 *   <li>{@code Settlement}, {@code QuietFloor}, {@code TurnEnds}: when text is settled, how long the quiet must be, how a turn ends.
 *   <li>{@code Interruption}, {@code AgentSide}, {@code Speculation}: who has the floor, what is answered, work ahead of the commit.
 *   <li>{@code Keypad}, {@code Muting}, {@code WakePhrase}, {@code Idle}, {@code Guards}: keys and typed lines, who is not listened to, what watches over the call.
 *   <li>{@code SttLink}, {@code CallEnding}: the line to the recogniser, and the end of the call.
 * </ul>
 */
@NullMarked
package dev.baton.turn;

import org.jspecify.annotations.NullMarked;
