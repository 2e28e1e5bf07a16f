/**
 * Random calls through the real driver, on virtual time, held against what the framework promises.
 *
 * <pre>{@code
 *  seed --> ScheduleGenerator --Schedule--> ScheduledCall (real driver, scripted caller, recogniser, voice, handler) --CallTrace--> promise
 *                                  ^                                                                                               |
 *                                  +----------- Shrinker: the shortest schedule that still breaks it <----- Violation -------------+
 * }</pre>
 */
@NullMarked
package dev.baton.testkit.schedule;

import org.jspecify.annotations.NullMarked;
