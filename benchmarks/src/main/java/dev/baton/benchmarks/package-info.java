/** Measurements, one class per question; each names the command that runs it. Depends on everything, and nothing depends on it. */
@NullMarked
package dev.baton.benchmarks;

import org.jspecify.annotations.NullMarked;
