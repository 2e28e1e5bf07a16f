/**
 * Driving a call: carrying events to the turn machine and its decisions to sockets, speakers and the application. Everything of one call runs on one
 * {@link dev.baton.internal.call.CallLoop}.
 *
 * <pre>{@code
 *  AudioSource --> CallerAudio --speech--> CallDriver <--text-- SttLine
 *                       |                      |                   ^
 *                       +------- frames -------|-------------------+
 *                                              |
 *                                           Replies --> HandlerQueue --> TurnHandler
 *                                              |
 *                                           Playback --> AudioSink
 * }</pre>
 *
 * Not part of the API.
 */
@NullMarked
package dev.baton.internal.call;

import org.jspecify.annotations.NullMarked;
