package dev.baton.examples.cli;

import dev.baton.examples.sample.TruthCheck;
import org.jspecify.annotations.Nullable;

/**
 * How a call came out.
 *
 * @param truth what was understood against what was said; null where nobody knows what was said
 * @param stopped whether the user ended the call
 */
record CallResult(int exitCode, @Nullable TruthCheck truth, boolean stopped) {}
