/** How long recorded calls take to have again, and to ask what would have happened. */
@NullMarked
package dev.baton.benchmarks.tuning;

import org.jspecify.annotations.NullMarked;
