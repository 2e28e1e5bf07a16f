package dev.baton.testkit.schedule.promise;

import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;

/** Whether the caller is declared to be speaking, followed from entry to entry. */
final class CallerSpeech {
    private boolean speaking;
    private boolean interrupted;
    private boolean resumed;

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
        } else if (entry instanceof Entry.Told told) {
            var event = told.event();
            followGaps(event);
            if (event instanceof CallEvent.SpeechStarted) {
                speaking = true;
            } else if (event instanceof CallEvent.SpeechEnded
                    || event instanceof CallEvent.AudioStopped
                    || (event instanceof CallEvent.Problem problem
                            && problem.reason().code() == ErrorCode.DETECTOR_FAILED)) {
                speaking = false;
            }
        }
    }

    private void followGaps(CallEvent event) {
        if (event instanceof CallEvent.AudioStopped) {
            interrupted = maySpeak();
            resumed = false;
        } else if (event instanceof CallEvent.AudioResumed) {
            resumed = interrupted;
        } else if (event instanceof CallEvent.SpeechStarted || event instanceof CallEvent.SpeechEnded) {
            interrupted = false;
            resumed = false;
        }
    }
}
