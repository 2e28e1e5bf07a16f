/**
 * An agent that books an appointment: three slots, a read-back, corrections.
 *
 * <pre>{@code
 *  Utterance --text--> AppointmentHandler --SpokenWords: day, time, digits--> slots
 *                             |
 *                             +--> Reply: the next question, with the patience that its answer deserves
 * }</pre>
 */
@NullMarked
package dev.baton.examples.appointment;

import org.jspecify.annotations.NullMarked;
