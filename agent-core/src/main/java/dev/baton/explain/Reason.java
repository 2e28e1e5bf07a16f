package dev.baton.explain;

import dev.baton.turn.AbandonReason;
import dev.baton.turn.CommitReason;
import dev.baton.turn.DropReason;
import dev.baton.turn.EndCause;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.StopReason;

/**
 * A reason of the turn machine, whichever enum it is of: {@code reason} and {@code why} in JSON Lines.
 *
 * @param label as machines read it
 * @param prose as people do; completes the sentence that the enum names
 */
public record Reason(String label, String prose) {
    static Reason of(CommitReason reason) {
        return new Reason(reason.label(), reason.prose());
    }

    static Reason of(AbandonReason reason) {
        return new Reason(reason.label(), reason.prose());
    }

    static Reason of(DropReason reason) {
        return new Reason(reason.label(), reason.prose());
    }

    static Reason of(StopReason reason) {
        return new Reason(reason.label(), reason.prose());
    }

    static Reason of(GiveUpReason reason) {
        return new Reason(reason.label(), reason.prose());
    }

    static Reason of(EndCause cause) {
        return new Reason(cause.label(), cause.prose());
    }
}
