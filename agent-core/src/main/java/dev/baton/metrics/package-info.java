/** What is measured of a call; one record per turn, one clock. */
@NullMarked
package dev.baton.metrics;

import org.jspecify.annotations.NullMarked;
