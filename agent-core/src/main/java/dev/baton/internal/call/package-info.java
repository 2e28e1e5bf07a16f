/**
 * Driving a call: carrying events to the turn machine and its decisions to sockets, speakers and the application. Everything of one call runs on one
 * {@link dev.baton.internal.call.CallLoop}.
 *
 * <pre>{@code
 *  AudioSource --> AudioIntake --> CallerAudio --speech--> Hearing <--text-- SttLine
 *                                       |                     |                 ^
 *                                       +------ frames -------|-----------------+
 *                                                             v                 |
 *                                                         TurnDriver --> Decisions
 *                                                                           |
 *       AudioSink <-- Playback <-- Replies <--------------------------------+
 *                                     |
 *                                     +--> HandlerQueue --> TurnHandler
 * }</pre>
 *
 * {@code CallDriver} puts these together and releases them, {@code CallReport} tells listeners and log, {@code CallScheduler} owns clock and timers.
 * Not part of the API.
 */
@NullMarked
package dev.baton.internal.call;

import org.jspecify.annotations.NullMarked;
