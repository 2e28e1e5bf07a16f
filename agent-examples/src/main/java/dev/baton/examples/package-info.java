/** Programs to start from; the command line is in {@code dev.baton.examples.cli}. */
@NullMarked
package dev.baton.examples;

import org.jspecify.annotations.NullMarked;
