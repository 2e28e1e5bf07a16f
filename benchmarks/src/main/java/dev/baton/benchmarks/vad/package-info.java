/** How well a voice activity detector tells speech, and what that costs, next to what others use for the same: {@code benchmarks/vad/run.sh}. */
@NullMarked
package dev.baton.benchmarks.vad;

import org.jspecify.annotations.NullMarked;
