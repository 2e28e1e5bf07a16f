/** The sample caller: what is composed, when it is said, and how it is judged. */
@NullMarked
package dev.baton.examples.sample;

import org.jspecify.annotations.NullMarked;
