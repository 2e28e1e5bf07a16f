package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.function.Consumer;

/** Promise 2, the times: once nothing new happens, no turn stays open longer than all its waits together. */
final class TurnEndsInTime implements Promise {
    private static final Duration SLACK = Duration.ofMillis(1100); // a sound that may prove to be speech is heard out

    @Override
    public String name() {
        return "turn-ends-in-time";
    }

    @Override
    public String sentence() {
        return "A turn ends at most the sum of the configured waits after the last sound, text or change that concerns it.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        long bound = bound(call);
        var open = new OpenTurns();
        var caller = new CallerSpeech(
                call.facts().longest(TurnConfig::audioStarvation).toNanos());
        long news = 0;
        for (var entry : call.entries()) {
            if (!caller.maySpeak() && entry.atNanos() > news + bound) {
                for (int turn : open.numbers()) {
                    broken.accept("turn " + turn + " is open at " + entry.atNanos() / 1_000_000 + " ms, "
                            + (entry.atNanos() - news) / 1_000_000 + " ms after the last news; " + bound / 1_000_000
                            + " ms are allowed");
                }
                open.clear();
            }
            caller.follow(entry);
            if (entry instanceof Entry.Told told) {
                var event = told.event();
                open.follow(event);
                if (event instanceof CallEvent.TurnStarted
                        || event instanceof CallEvent.SpeechStarted
                        || event instanceof CallEvent.SpeechEnded
                        || event instanceof CallEvent.AudioStopped
                        || event instanceof CallEvent.AudioResumed
                        || event instanceof CallEvent.ReplyFinished
                        || event instanceof CallEvent.NoiseIgnored) {
                    news = entry.atNanos();
                }
            } else if (isNews(entry)) {
                news = entry.atNanos();
            }
        }
    }

    private static boolean isNews(Entry entry) {
        return entry instanceof Entry.InterimSaid
                || entry instanceof Entry.FinalSaid
                || entry instanceof Entry.Opened
                || entry instanceof Entry.Stands
                || entry instanceof Entry.Gone
                || entry instanceof Entry.Did;
    }

    private static long bound(CallTrace call) {
        var facts = call.facts();
        var quiet = longer(facts.longest(TurnConfig::minEndpointing), facts.longestPatience());
        if (facts.settings().stream().anyMatch(each -> each.turnDetector() != TurnConfig.TurnDetector.NONE)) {
            quiet = longer(quiet, facts.longest(TurnConfig::maxEndpointing))
                    .plus(facts.longest(TurnConfig::sttTurnStall));
        }
        if (facts.settings().stream().anyMatch(each -> each.endpointing() != TurnConfig.Endpointing.FIXED)) {
            quiet = longer(quiet, facts.longest(TurnConfig::maxEndpointing));
        }
        if (facts.settings().stream().anyMatch(TurnConfig::resumeFalseInterruption)) {
            quiet = longer(quiet, facts.longest(TurnConfig::falseInterruptionTimeout));
        }
        // The recogniser may be asked at the end of the quiet, answer in time with an interim only, and owe the final
        // after that.
        return longer(quiet, facts.longest(TurnConfig::noTranscriptTimeout))
                .plus(facts.longest(TurnConfig::finalizeTimeout).multipliedBy(2))
                .plus(SLACK)
                .toNanos();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
