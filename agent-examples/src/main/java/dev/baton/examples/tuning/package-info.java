/** What {@code ./baton tune} reads and draws. */
@NullMarked
package dev.baton.examples.tuning;

import org.jspecify.annotations.NullMarked;
