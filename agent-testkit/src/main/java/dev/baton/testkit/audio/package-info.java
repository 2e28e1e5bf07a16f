/**
 * A caller made of tones, and an ear for the agent.
 *
 * <pre>{@code
 *  script --> SyntheticCaller --words as WordTones--> AudioSource --> call --> AudioSink --> CapturingSink
 *                  |                                                    |
 *                truth                                recogniser: WordToneDecoder reads the words back
 * }</pre>
 *
 * A word's identity is in its sound, so that audio that gets lost, doubled or cut on the way is a lost, doubled or missing word, whatever the framework's own
 * counters say. The sound also opens a real speech detector.
 */
@NullMarked
package dev.baton.testkit.audio;

import org.jspecify.annotations.NullMarked;
