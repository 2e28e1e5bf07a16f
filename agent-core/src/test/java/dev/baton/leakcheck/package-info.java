/** Fails the test class during which Netty noticed a buffer that nobody released. Shared with the other modules' tests. */
@NullMarked
package dev.baton.leakcheck;

import org.jspecify.annotations.NullMarked;
