package dev.baton.testkit.schedule.promise;

import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.util.function.Consumer;

/** Promise 3: whoever talks long enough over the agent silences it. */
final class YieldsTheFloor implements Promise {
    private static final long FRAME_NANOS = 20_000_000;

    @Override
    public String name() {
        return "yields-the-floor";
    }

    @Override
    public String sentence() {
        return "Where sound alone may interrupt, no sample is sent later than a frame after the caller's speech has lasted for the minimum interruption.";
    }

    @Override
    public void check(CallTrace call, Consumer<String> broken) {
        var settings = call.settings();
        if (!soundInterrupts(settings) || !call.facts().voiced()) {
            return;
        }
        long silentFrom = Long.MAX_VALUE;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told) {
                if (told.event() instanceof CallEvent.SpeechStarted started) {
                    long confirmed =
                            started.onset().plus(settings.minInterruption()).toNanos();
                    silentFrom = Math.max(confirmed, entry.atNanos()) + FRAME_NANOS;
                } else if (told.event() instanceof CallEvent.SpeechEnded
                        || told.event() instanceof CallEvent.AudioStopped) {
                    silentFrom = Long.MAX_VALUE;
                } else if (told.event() instanceof CallEvent.CloseStreamSent) {
                    return;
                }
            } else if (entry instanceof Entry.Asked asked
                    && call.facts().repliesThatMayNotBeInterrupted().contains(asked.reply())) {
                return; // what it says, or is about to say, goes on; and so does a goodbye
            } else if (entry instanceof Entry.Did did && !did.what().equals("hang up")) {
                return; // other settings, or nobody listens
            } else if (entry instanceof Entry.Sounded sounded && sounded.lastNanos() > silentFrom) {
                broken.accept("reply " + sounded.reply() + " sounds at " + sounded.lastNanos() / 1_000_000
                        + " ms; the caller had taken the floor by " + (silentFrom - FRAME_NANOS) / 1_000_000 + " ms");
                silentFrom = Long.MAX_VALUE;
            }
        }
    }

    private static boolean soundInterrupts(TurnConfig settings) {
        return settings.allowInterruptions()
                && settings.minInterruptionWords() == 0
                && settings.echoWarmUp().isZero()
                && settings.mute() == TurnConfig.Mute.NONE;
    }
}
