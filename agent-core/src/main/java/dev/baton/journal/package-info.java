/**
 * Calls as evidence: a call that was recorded here can be had again, event by event.
 *
 * <pre>{@code
 *  call ---> JournalSink  (JournalFile: owner-only, bounded, reads up to the cut after a crash)
 *                 |
 *           JournalReader ---> JournalHeader, JournalEntry ...
 *                 |
 *              Replay      (a) events ---> turn machine: the same actions?
 *                          (b) audio and wire messages ---> framer, resampler, detector, gate, session, machine: the same decisions?
 * }</pre>
 *
 * The format is described in {@code docs/journal.md}.
 */
@NullMarked
package dev.baton.journal;

import org.jspecify.annotations.NullMarked;
