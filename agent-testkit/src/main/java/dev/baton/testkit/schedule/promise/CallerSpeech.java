package dev.baton.testkit.schedule.promise;

import dev.baton.ErrorCode;
import dev.baton.call.CallEvent;

/** Whether the caller is declared to be speaking, followed from entry to entry. */
final class CallerSpeech {
    private boolean speaking;

    boolean speaks() {
        return speaking;
    }

    void follow(Entry entry) {
        if (entry instanceof Entry.Did did && did.what().equals("hang up")) {
            speaking = false;
        } else if (entry instanceof Entry.Told told) {
            var event = told.event();
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
}
