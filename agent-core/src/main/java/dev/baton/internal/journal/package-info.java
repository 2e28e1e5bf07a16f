/**
 * Writing a call down as it happens, and having it again from what was written.
 *
 * <pre>{@code
 *  CallDriver --CallJournal--> JournalRecorder --> RecordWriter --pages--> JournalSink
 *       ^                         |  JournaledTransport: what passes between session and network
 *       |
 *  ReplayedCall: the same driver, on a loop, a line and a clock that the journal moves
 * }</pre>
 */
@NullMarked
package dev.baton.internal.journal;

import org.jspecify.annotations.NullMarked;
