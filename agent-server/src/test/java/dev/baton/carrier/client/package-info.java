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
 * All of it except {@link dev.baton.carrier.client.CarrierClient} is free of clocks, threads and sockets: {@link dev.baton.carrier.client.CarrierLeg#tick()} is how 20 ms pass, so a test drives it by hand and
 * one thread can drive hundreds of calls. "Section" in the comments is a section of the project's page about telephony transports; what the page leaves open says so.
 */
@NullMarked
package dev.baton.carrier.client;

import org.jspecify.annotations.NullMarked;
