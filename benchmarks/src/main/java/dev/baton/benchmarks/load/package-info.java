/**
 * How many calls does a core hold, and what does a call cost against the bare job? Three processes, so that none pays for another.
 *
 * <pre>{@code
 *  LoadTest (waits) --starts--> Emulator        core 0: a recogniser in Pulse's shape
 *           |                      ^  |
 *           |        audio, 100 ms |  | "said <finalize received> <final sent>", System.nanoTime
 *           |                      |  v
 *           +--starts--> Floor, then BatonCalls   core 1: the bare job, then the framework
 *                          |
 *                     CallScript, Playhead (what is due when) --> Tally --> the table
 * }</pre>
 *
 * A frame is due at its own time whether the process under test keeps up or not, and every latency counts from there. All processes read one monotonic clock.
 */
@NullMarked
package dev.baton.benchmarks.load;

import org.jspecify.annotations.NullMarked;
