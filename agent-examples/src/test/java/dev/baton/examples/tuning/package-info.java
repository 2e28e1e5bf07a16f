@NullMarked
package dev.baton.examples.tuning;

import org.jspecify.annotations.NullMarked;
