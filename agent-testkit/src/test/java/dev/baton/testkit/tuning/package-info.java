/** Calls that are asked what would have happened. */
@NullMarked
package dev.baton.testkit.tuning;

import org.jspecify.annotations.NullMarked;
