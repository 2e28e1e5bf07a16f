package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import java.util.function.Consumer;

/** Promise 1: an utterance says something. */
final class NeverEmpty implements Promise {
    @Override
    public String name() {
        return "never-empty";
    }

    @Override
    public String sentence() {
        return "An utterance has at least one word, unless turns need no text.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        if (call.facts().settings().stream().anyMatch(each -> !each.requireTranscript())) {
            return;
        }
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told
                    && told.event() instanceof CallEvent.TurnCommitted commit
                    && commit.utterance().text().chars().noneMatch(Character::isLetterOrDigit)
                    && commit.utterance().kind() == dev.baton.turn.Utterance.Kind.SPEECH) {
                broken.accept("turn " + commit.utterance().turn() + " was committed as \""
                        + commit.utterance().text() + "\"");
            }
        }
    }
}
