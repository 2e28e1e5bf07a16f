/**
 * The ends of a call that need no telephone line: files, pipes, and the sound card.
 *
 * <pre>
 *  WavAudioSource    -+                              +-> WavAudioSink
 *  RawAudioSource    -+-> AudioSource ... AudioSink -+-> SpeakerSink
 *  MicrophoneSource  -+        |               |
 *                              +-- recording --+------> StereoWavRecorder
 * </pre>
 *
 * What may block (a pipe, a disk, a device) has one daemon thread of its own and a bounded queue between it and the call's event loop,
 * which never waits: audio from outside is fetched with the call's ticks, audio to the outside is dropped and reported when the other side
 * cannot keep up.
 */
@NullMarked
package dev.baton.transport;

import org.jspecify.annotations.NullMarked;
