package dev.baton.internal.call;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioTap;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of the audio path: bytes to frames, frames to the recogniser and through the detector to the gate. Allocates nothing per frame.
 */
final class CallerAudio implements AutoCloseable {
    static final Duration FRAME = Duration.ofMillis(20);

    /** Hears what the gate decides; distances are counted back from the latest sample. */
    interface Ears {
        void speechStarted(long agoNanos);

        void speechEnded(long agoNanos);

        /** The audio stopped in mid-speech, so long ago that the speech counts as ended there, whether the turn machine has noticed or not. */
        void speechCutOff(long agoNanos);

        /** A sound began that may prove to be speech: its start or {@link #soundFaded} follows. */
        void soundBegan();

        /** It did not go on. */
        void soundFaded();

        /** There was some evidence for speech, for so long, and not enough. */
        void noiseIgnored(long lengthNanos);

        /** The detector threw; it is not asked again, and nothing more is decided here. */
        void detectorFailed(Throwable cause);
    }

    private final PcmFramer framer;
    private final Resampler toRecogniser;
    /** From the line where the detector works at its rate, otherwise from the recogniser's audio. */
    private final boolean detectsOnLine;

    private final Resampler toDetector;
    private final short[] recogniserFrame;
    private final short[] detectorFrame;
    private final KeptAudio.Receiver recogniser;
    private final VoiceActivityDetector detector;
    private final SpeechGate gate;
    private final Ears ears;
    private final @Nullable AudioTap tap;
    private final short[] window;
    private int windowFilled;
    private boolean suspecting;
    private boolean deaf;
    private final int recogniserRateHz;
    private long recogniserPosition;
    private long shiftNanos;

    CallerAudio(
            AudioFormat format,
            int recogniserRateHz,
            KeptAudio.Receiver recogniser,
            VoiceActivityDetector detector,
            SpeechGateConfig gateConfig,
            Ears ears,
            @Nullable AudioTap tap) {
        this.recogniser = recogniser;
        this.recogniserRateHz = recogniserRateHz;
        this.detector = detector;
        this.ears = ears;
        this.tap = tap;
        framer = new PcmFramer(format, FRAME, this::onFrame);
        toRecogniser = Resamplers.create(format.sampleRateHz(), recogniserRateHz);
        detectsOnLine = detector.sampleRateHz() == format.sampleRateHz();
        toDetector =
                Resamplers.create(detectsOnLine ? format.sampleRateHz() : recogniserRateHz, detector.sampleRateHz());
        // Rounded up: 20 ms at 11,025 Hz are 220 samples or 221.
        int frame = (int) ((format.sampleRateHz() * FRAME.toMillis() + 999) / 1000);
        recogniserFrame = new short[toRecogniser.maxOutput(frame)];
        detectorFrame = new short[toDetector.maxOutput(Math.max(frame, recogniserFrame.length))];
        window = new short[detector.windowSamples()];
        gate = new SpeechGate(gateConfig, detector.sampleRateHz(), detector.windowSamples());
    }

    void push(ByteBuffer bytes) {
        framer.push(bytes);
    }

    /** On the call's clock: where the next sample lies. */
    long positionNanos() {
        return shiftNanos + recogniserPosition * 1_000_000_000L / recogniserRateHz;
    }

    /** What follows lies so much later on the call's clock than its samples tell: the line began late, or audio was lost. */
    void shift(long nanos) {
        shiftNanos += nanos;
    }

    /**
     * So long no audio came that speech counts as ended where it stopped; what comes now is heard afresh, or nobody would declare it.
     *
     * @param agoNanos how long before now the audio stopped
     */
    void hearAfresh(long agoNanos) {
        boolean spoke = gate.speaking();
        gate.reset();
        if (suspecting) {
            suspecting = false;
            ears.soundFaded();
        }
        windowFilled = 0;
        if (spoke) {
            ears.speechCutOff(agoNanos);
        }
    }

    /** The line is over: what is left of a frame is heard too. */
    void flush() {
        framer.flush();
    }

    @Override
    public void close() {
        detector.close();
    }

    private void onFrame(short[] samples, int offset, int length, long position) {
        int heard = toRecogniser.resample(samples, offset, length, recogniserFrame, 0);
        if (tap != null) {
            tap.caller(recogniserFrame, 0, heard, recogniserPosition);
        }
        long positionNanos = positionNanos();
        recogniserPosition += heard;
        // The recogniser first: a finalize that this frame's silence causes must cover this frame.
        recogniser.audio(recogniserFrame, 0, heard, positionNanos);
        if (!deaf) {
            detect(
                    detectsOnLine
                            ? toDetector.resample(samples, offset, length, detectorFrame, 0)
                            : toDetector.resample(recogniserFrame, 0, heard, detectorFrame, 0));
        }
    }

    private void detect(int count) {
        for (int taken = 0; taken < count; ) {
            int step = Math.min(window.length - windowFilled, count - taken);
            System.arraycopy(detectorFrame, taken, window, windowFilled, step);
            taken += step;
            windowFilled += step;
            if (windowFilled == window.length) {
                windowFilled = 0;
                decide(count - taken);
                if (deaf) {
                    return;
                }
            }
        }
    }

    /** @param behind samples of this frame that follow the window */
    private void decide(int behind) {
        float probability;
        try {
            probability = detector.speechProbability(window, 0);
        } catch (RuntimeException | LinkageError e) {
            deaf = true;
            ears.detectorFailed(e);
            return;
        }
        tell(gate.accept(probability), behind);
    }

    private void tell(SpeechGate.Decision decision, int behind) {
        switch (decision) {
            // Not dated back: how long the caller has talked over the agent, or paused, is measured from here. Audio
            // is sent from before it anyway.
            case STARTED -> ears.speechStarted(nanos(gate.position() + behind - gate.evidencePosition()));
            case ENDED -> ears.speechEnded(nanos(gate.position() + behind - gate.endPosition()));
            case SPIKE -> ears.noiseIgnored(nanos(gate.endPosition() - gate.onsetPosition()));
            case NONE -> {}
        }
        if (gate.suspecting() == suspecting) {
            return;
        }
        suspecting = !suspecting;
        if (suspecting) {
            ears.soundBegan();
        } else if (!gate.speaking()) {
            ears.soundFaded();
        }
    }

    private long nanos(long samples) {
        return samples * 1_000_000_000L / detector.sampleRateHz();
    }
}
