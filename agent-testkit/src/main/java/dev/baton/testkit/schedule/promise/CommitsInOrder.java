package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.function.Consumer;

/** Promise 1: utterances come in the order of their audio; only those that the detector heard, the others have no more than the recogniser's word, if that, for their place. */
final class CommitsInOrder implements Promise {
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    @Override
    public String name() {
        return "commits-in-order";
    }

    @Override
    public String sentence() {
        return "Spoken utterances are told in the order of their audio, except those that say that they are late.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        Utterance before = null;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told && told.event() instanceof CallEvent.TurnCommitted commit) {
                var utterance = commit.utterance();
                if (!isInOrder(commit)) {
                    continue;
                }
                if (before != null && utterance.audioStart().plus(TOLERANCE).compareTo(before.audioStart()) < 0) {
                    broken.accept("turn " + utterance.turn() + " begins at "
                            + utterance.audioStart().toMillis() + " ms, turn " + before.turn()
                            + ", told before it, at " + before.audioStart().toMillis() + " ms");
                }
                before = utterance;
            }
        }
    }

    /** What no detector heard has only the recogniser's word for its place. */
    private static boolean isInOrder(CallEvent.TurnCommitted commit) {
        var utterance = commit.utterance();
        return utterance.kind() == Utterance.Kind.SPEECH
                && !utterance.late()
                && utterance.revision() == 0
                && commit.latency().speechEnd() >= 0;
    }
}
