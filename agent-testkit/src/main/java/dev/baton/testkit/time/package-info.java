/**
 * Time that a test moves by hand: whole calls, the real pipeline, in milliseconds.
 *
 * <pre>{@code
 *  test --advance--> VirtualTime --ticks, timers--> the call's driver, machine, playback      (one thread: the test's)
 *                        ^                                     |
 *                        +---- Hold: time stands still <-------+  handlers, recognisers, voices (their own threads)
 * }</pre>
 *
 * {@link dev.baton.testkit.time.VirtualTime} takes the place of an agent's event loops. What works on other threads holds it meanwhile, so that how long that takes in reality changes nothing.
 */
@NullMarked
package dev.baton.testkit.time;

import org.jspecify.annotations.NullMarked;
