/**
 * What the framework promises, written down as checks that share nothing with the turn machine: they see what was put into a call and what came out of it.
 *
 * <pre>{@code
 *  scheduled call --everything in and out, in order--> CallTrace --> Promise, one class each --> Violation
 * }</pre>
 */
@NullMarked
package dev.baton.testkit.schedule.promise;

import org.jspecify.annotations.NullMarked;
