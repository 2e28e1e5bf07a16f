package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.DropReason;
import java.util.HashSet;
import java.util.Set;

/** Which turns have been announced and have not ended, followed from event to event. */
final class OpenTurns {
    private final Set<Integer> open = new HashSet<>();

    Set<Integer> numbers() {
        return open;
    }

    void clear() {
        open.clear();
    }

    boolean any() {
        return !open.isEmpty();
    }

    void follow(CallEvent event) {
        if (event instanceof CallEvent.TurnStarted started) {
            open.add(started.turn());
        } else if (event instanceof CallEvent.TurnCommitted commit) {
            open.remove(commit.utterance().turn());
        } else if (event instanceof CallEvent.TurnAbandoned abandoned) {
            open.remove(abandoned.turn());
        } else if (event instanceof CallEvent.SpeechDropped drop && drop.reason() != DropReason.DUPLICATE_AUDIO) {
            open.remove(drop.turn());
        }
    }
}
