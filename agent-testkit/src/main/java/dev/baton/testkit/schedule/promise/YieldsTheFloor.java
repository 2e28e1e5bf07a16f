package dev.baton.testkit.schedule.promise;

import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;
import dev.baton.turn.TurnConfig;
import java.util.function.Consumer;

/** Promise 3: whoever talks long enough over the agent silences it; by the longest gate of all settings of the call, and not where the caller is muted or the reply may not be interrupted. */
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
        if (!call.facts().voiced() || !call.facts().settings().stream().allMatch(YieldsTheFloor::soundInterrupts)) {
            return;
        }
        var longestGate = call.facts().longest(TurnConfig::minInterruption);
        boolean muted = false;
        long silentFrom = Long.MAX_VALUE;
        for (var entry : call.entries()) {
            if (entry instanceof Entry.Told told) {
                if (told.event() instanceof CallEvent.SpeechStarted started && !muted) {
                    long confirmed = started.onset().plus(longestGate).toNanos();
                    silentFrom = Math.max(confirmed, entry.atNanos()) + FRAME_NANOS;
                } else if (told.event() instanceof CallEvent.SpeechEnded
                        || told.event() instanceof CallEvent.AudioStopped
                        || (told.event() instanceof CallEvent.Problem problem
                                && problem.reason().code() == ErrorCode.DETECTOR_FAILED)) {
                    silentFrom = Long.MAX_VALUE;
                } else if (told.event() instanceof CallEvent.CloseStreamSent) {
                    return;
                }
            } else if (entry instanceof Entry.Asked asked
                    && call.facts().repliesThatMayNotBeInterrupted().contains(asked.reply())) {
                return; // what it says, or is about to say, goes on; and so does a goodbye
            } else if (entry instanceof Entry.Did did && did.what().equals("mute")) {
                muted = Boolean.parseBoolean(did.text());
                silentFrom = Long.MAX_VALUE; // of speech that was partly not listened to nothing is said
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
