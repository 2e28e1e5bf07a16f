package dev.baton.benchmarks.vad.training;

import dev.baton.examples.detection.Detection;
import dev.baton.examples.detection.DetectionRun;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;

/** What a detector makes of a whole recording. Speech that is open at its end gets its end as if silence followed. */
public final class Listening {
    private Listening() {}

    /** @param samples at the detector's rate */
    public static Detection to(short[] samples, VoiceActivityDetector detector) {
        var run = new DetectionRun(detector, SpeechGateConfig.defaults(), Duration.ZERO);
        run.append(samples, 0, samples.length);
        return run.end();
    }
}
