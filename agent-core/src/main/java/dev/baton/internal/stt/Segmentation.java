package dev.baton.internal.stt;

import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * All that a {@link SegmentedSession} needs to know.
 *
 * @param detectors makes one for each session, at the link's rate
 * @param longest after which a segment is cut
 * @param requestTimeout longest wait for one answer
 * @param atOnce requests under way
 * @param retries further attempts for a segment whose request failed
 * @param waiting segments that may wait for their turn; then the session asks for a pause
 * @param noSpeech from this probability on an answer counts as noise; 0 for never
 */
public record Segmentation(
        ServiceLink link,
        TranscriptionRequest request,
        Supplier<VoiceActivityDetector> detectors,
        SpeechGateConfig gate,
        Duration preRoll,
        Duration longest,
        Duration requestTimeout,
        int atOnce,
        int retries,
        int waiting,
        double noSpeech) {}
