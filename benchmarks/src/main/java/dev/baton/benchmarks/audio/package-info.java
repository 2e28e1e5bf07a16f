/** What the audio core costs, next to what others use for the same: {@code benchmarks/audio/run.sh}. */
@NullMarked
package dev.baton.benchmarks.audio;

import org.jspecify.annotations.NullMarked;
