/** Calls that are written down and had again. */
@NullMarked
package dev.baton.testkit.journal;

import org.jspecify.annotations.NullMarked;
