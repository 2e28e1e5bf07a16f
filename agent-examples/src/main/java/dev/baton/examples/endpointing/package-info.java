/**
 * What an endpointer makes of a recording, held against the truth: a whole call on virtual time, whose recogniser knows the words beforehand and whose agent says nothing.
 *
 * <pre>{@code
 *  NAME.wav ---> TurnRun: the call as it is, from the framer to the turn machine ---> TurnOutcome ---> TurnScore <--- TurnTruth  NAME.json
 *                  ^                       ^
 *                  | interims, finals      | what each question expects
 *          KnownWordsRecognizer      TurnRun's handler
 *                  ^                       ^
 *                  +---- TurnTruth --------+
 * }</pre>
 *
 * <p>Times are microseconds from the first sample of the recording.
 */
@NullMarked
package dev.baton.examples.endpointing;

import org.jspecify.annotations.NullMarked;
