/**
 * A carrier to test against, written from the protocols alone and sharing no code with what it tests.
 *
 * <pre>{@code
 *  CallerVoice --20 ms--> CarrierLeg --messages--> Wire --> app
 *   (queue)                 | one per dialect              |
 *  Ear <--20 ms-- FarEnd <--+------- onText, onBinary <----+
 *   (Recording, PcmIds)
 * }</pre>
 *
 * All of it except {@link dev.baton.testkit.carrier.CarrierClient} is free of clocks, threads and sockets: {@link dev.baton.testkit.carrier.CarrierLeg#tick()} is how 20 ms pass, so a test drives it by hand and
 * one thread can drive hundreds of calls.
 */
@NullMarked
package dev.baton.testkit.carrier;

import org.jspecify.annotations.NullMarked;
