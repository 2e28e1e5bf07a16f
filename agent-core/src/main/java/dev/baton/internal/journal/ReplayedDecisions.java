package dev.baton.internal.journal;

import dev.baton.internal.call.TurnRules;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.ReplayResult;

/** Recorded events through the turn machine. */
public final class ReplayedDecisions {
    private ReplayedDecisions() {}

    public static ReplayResult replay(JournalReader reader) {
        var tape = new Tape(reader);
        var rules = TurnRules.of(reader.header().turns());
        var state = rules.initial();
        for (var entry = tape.take(); entry != null && !tape.differs(); entry = tape.take()) {
            if (entry instanceof JournalEntry.Decided decided) {
                var step = rules.next(state, decided.event());
                state = step.state();
                tape.decided(decided, step.actions());
            }
        }
        return tape.result();
    }
}
