/**
 * Why a call went as it did, in sentences. Nothing here does I/O, reads a clock or starts a thread.
 *
 * <pre>{@code
 *  TurnEvent, List<TurnAction>     as a journal holds them, or a live call makes them
 *             |
 *         Explainer ---> Explanation   one per turn of the caller: what happened, in order, and why it ended as it did
 *             |               |
 *             |          Diagnosis     what a caller would complain about, and the setting to change
 *             |
 *       CallExplanation                a whole call
 * }</pre>
 *
 * What is a cause comes from the recorded events and actions, never from a guess; reasons are those of {@code dev.baton.turn}, by the same labels that JSON Lines carry. What is a complaint is said in {@code Limits}, in one place.
 */
@NullMarked
package dev.baton.explain;

import org.jspecify.annotations.NullMarked;
