package dev.baton.internal.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.call.TurnRules;
import dev.baton.journal.Difference;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalReader;
import dev.baton.journal.ReplayResult;
import dev.baton.turn.Endpointer;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recorded events through the turn machine. */
public final class ReplayedDecisions {
    private ReplayedDecisions() {}

    /** @param endpointer the application's own; null where the settings name one */
    public static ReplayResult replay(JournalReader reader, @Nullable Endpointer endpointer) {
        var tape = new Tape(reader);
        var rules = rules(reader.header(), endpointer);
        boolean masked = reader.header().redacted();
        boolean hangsOnWords = masked && reader.header().turns().endpointing() == TurnConfig.Endpointing.TEXT;
        var state = rules.initial();
        for (var entry = tape.take(); entry != null && !tape.differs(); entry = tape.take()) {
            if (entry instanceof JournalEntry.Decided decided) {
                hangsOnWords |= masked && decided.event() instanceof TurnEvent.AnswerExpected;
                var step = rules.next(state, decided.event());
                state = step.state();
                tape.decided(decided, step.actions());
            }
        }
        return hangsOnWords ? blind(tape.result()) : tape.result();
    }

    /** A difference may be one of the words only. */
    private static ReplayResult blind(ReplayResult result) {
        return new ReplayResult(
                result.decisions(),
                result.replayed(),
                result.complete(),
                Optional.empty(),
                result.difference().map(Difference::at));
    }

    /** @throws BatonException if the call had an endpointer of its own and there is none */
    static TurnRules rules(JournalHeader header, @Nullable Endpointer endpointer) {
        if (endpointer == null && !header.endpointer().isEmpty()) {
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "the call had an endpointer of the application's own, " + header.endpointer()
                            + ", and a journal does not hold code",
                    "",
                    "replay it from the application: Replay.ofDecisions(journal, endpointer)");
        }
        return TurnRules.of(header.turns(), endpointer);
    }
}
