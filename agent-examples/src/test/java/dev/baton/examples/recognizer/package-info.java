/** Tests of the embedded recogniser: the grammar alone, the pool with engines made for tests, and real recordings through one real engine. */
@NullMarked
package dev.baton.examples.recognizer;

import org.jspecify.annotations.NullMarked;
