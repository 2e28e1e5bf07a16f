/**
 * What would have happened with other settings: recorded calls through the turn machine again, with a model of what the recogniser and the agent would have done.
 *
 * <pre>{@code
 *  journal ---> RecordedCall ---> WhatIf(settings) ---> CallOutcome ---> TurnScore(true turns) ---> Sweep
 *               what the caller did,      the turn machine,             kept whole, cut off, how late
 *               when, word by word        on virtual time
 * }</pre>
 *
 * Nothing here does I/O except {@link dev.baton.tuning.RecordedCall#read}, and nothing reads a clock.
 */
@NullMarked
package dev.baton.tuning;

import org.jspecify.annotations.NullMarked;
