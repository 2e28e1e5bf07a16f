package dev.baton.examples.detection;

import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Leads the samples of one recording through a detector and a gate, window by window as a call does, and keeps everything that they say.
 *
 * <p>What is left of a window at the end is filled up with silence, and speech that is still open then ends as if silence followed. Belongs to one recording and one thread.
 */
public final class DetectionRun {
    private final VoiceActivityDetector detector;
    private final SpeechGate gate;
    private final long delayMicros;
    private final short[] window;
    private final List<Detection.Event> events = new ArrayList<>();
    private float[] probabilities = new float[1024];
    private int windows;
    private int filled;
    private long length;

    /**
     * @param delay by how much a converter before the detector holds the samples back: they lie where they lay in the recording, but are known so much later
     */
    public DetectionRun(VoiceActivityDetector detector, SpeechGateConfig gateConfig, Duration delay) {
        this.detector = detector;
        gate = new SpeechGate(gateConfig, detector.sampleRateHz(), detector.windowSamples());
        delayMicros = delay.toNanos() / 1000;
        window = new short[detector.windowSamples()];
    }

    /** Takes {@code samples[offset .. offset + count)}, at the detector's rate. */
    public void append(short[] samples, int offset, int count) {
        length += count;
        for (int taken = 0; taken < count; ) {
            int step = Math.min(window.length - filled, count - taken);
            System.arraycopy(samples, offset + taken, window, filled, step);
            taken += step;
            filled += step;
            if (filled == window.length) {
                filled = 0;
                hear();
            }
        }
    }

    /** Nothing follows. */
    public Detection end() {
        if (filled > 0) {
            Arrays.fill(window, filled, window.length, (short) 0);
            filled = 0;
            hear();
        }
        while (gate.speaking()) {
            note(gate.accept(0));
        }
        return new Detection(
                detector.sampleRateHz(), window.length, length, Arrays.copyOf(probabilities, windows), events);
    }

    private void hear() {
        float probability = detector.speechProbability(window, 0);
        if (windows == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * windows);
        }
        probabilities[windows++] = probability;
        note(gate.accept(probability));
    }

    private void note(SpeechGate.Decision decision) {
        switch (decision) {
            case STARTED -> add(Detection.Type.START, gate.onsetPosition());
            case ENDED -> add(Detection.Type.END, gate.endPosition());
            case SPIKE, NONE -> {
                // Nobody hears of it.
            }
        }
    }

    private void add(Detection.Type type, long position) {
        // A window that was filled up ends later than the recording.
        long within = Math.min(position, length);
        events.add(new Detection.Event(type, micros(gate.position()) + delayMicros, micros(within)));
    }

    private long micros(long samples) {
        return Detection.micros(samples, detector.sampleRateHz());
    }
}
