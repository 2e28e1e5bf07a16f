/** Scores and spread words, by hand. */
@NullMarked
package dev.baton.examples.endpointing;

import org.jspecify.annotations.NullMarked;
