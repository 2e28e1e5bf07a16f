package dev.baton.testkit.schedule.promise;

import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;

/** Whether the caller is declared to be speaking, followed from entry to entry. */
final class CallerSpeech {
    private final long starvationNanos;
    private boolean speaking;
    private boolean interrupted;
    private long stoppedAtNanos;
    private boolean resumed;

    /** For {@link #speaks()} alone. */
    CallerSpeech() {
        this(0);
    }

    /** @param starvationNanos speech ends where audio stops for so long, at the latest */
    CallerSpeech(long starvationNanos) {
        this.starvationNanos = starvationNanos;
    }

    boolean speaks() {
        return speaking;
    }

    /** Also true once audio comes again that had stopped in mid-speech: the speech goes on, unless the gap was so long that it counted as its end. */
    boolean maySpeak() {
        return speaking || resumed;
    }

    void follow(Entry entry) {
        if (entry instanceof Entry.Did did && did.what().equals("hang up")) {
            speaking = false;
            resumed = false;
        } else if (entry instanceof Entry.Told told) {
            var event = told.event();
            followGaps(event, entry.atNanos());
            if (event instanceof CallEvent.SpeechStarted) {
                speaking = true;
            } else if (event instanceof CallEvent.SpeechEnded
                    || event instanceof CallEvent.AudioStopped
                    || (event instanceof CallEvent.Problem problem
                            && problem.reason().code() == ErrorCode.DETECTOR_FAILED)) {
                speaking = false;
                resumed = false;
            }
        }
    }

    private void followGaps(CallEvent event, long atNanos) {
        if (event instanceof CallEvent.AudioStopped) {
            interrupted = maySpeak();
            stoppedAtNanos = atNanos;
            resumed = false;
        } else if (event instanceof CallEvent.AudioResumed) {
            resumed = interrupted && atNanos - stoppedAtNanos < starvationNanos;
        } else if (event instanceof CallEvent.SpeechStarted || event instanceof CallEvent.SpeechEnded) {
            interrupted = false;
            resumed = false;
        }
    }
}
