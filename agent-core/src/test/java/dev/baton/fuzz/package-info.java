/**
 * Throws broken messages and bytes at whatever reads what a service sent.
 *
 * <pre>{@code
 *  Samples (good messages) ---> Mutator (seeded) ---> parsers, sessions, sockets ---> EventRules
 * }</pre>
 *
 * An input is its seed: the same seed makes the same bytes on any machine.
 */
@NullMarked
package dev.baton.fuzz;

import org.jspecify.annotations.NullMarked;
