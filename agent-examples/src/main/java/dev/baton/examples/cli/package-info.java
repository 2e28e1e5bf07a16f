/**
 * The command line: {@code ./baton call}, {@code accuracy}, {@code transcribe}, {@code simulate}, {@code vad}, {@code stt-server}.
 *
 * <pre>{@code
 *  arguments --> Baton --> CallCommand --> HeldCall ==> VoiceAgent ... one call
 *                                             |  CallEvents, on the event loop
 *                                             v
 *                                         EventPump  bounded queue, one thread
 *                                             |
 *                       +---------------------+----------------+
 *                       v                     v                v
 *                   CallStory           CallView: TimeLine, PlainLines, JsonLines
 *                       |
 *                       +--> ClosingTables
 * }</pre>
 *
 * Standard output belongs to the results: libraries that print are kept from it. Errors go to standard error in three parts.
 */
@NullMarked
package dev.baton.examples.cli;

import org.jspecify.annotations.NullMarked;
