/**
 * Sound as numbers: formats, framing, and the two ends of a call.
 *
 * <p>A <em>sample</em> is one number; a <em>frame</em> is a fixed-length chunk of mono audio (20 ms unless said). A chunk of a WebSocket
 * stream is always called a WebSocket frame. Nothing here reads a clock or starts a thread; nothing allocates per frame.
 *
 * <pre>{@code
 *  AudioSource --bytes, any chunks--> PcmFramer --20 ms frames--> resample ... resample --frames--> AudioSink
 * }</pre>
 */
@NullMarked
package dev.baton.audio;

import org.jspecify.annotations.NullMarked;
