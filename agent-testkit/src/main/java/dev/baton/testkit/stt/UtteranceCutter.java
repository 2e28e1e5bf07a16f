package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.PcmFramer;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.vad.SpeechGate;
import dev.baton.vad.VoiceActivityDetector;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Finds the stretches of audio worth recognising. An utterance opens when the gate hears speech, with a little audio from before; it stays open over pauses until
 * it is {@linkplain #cut cut}. No sample belongs to two utterances.
 *
 * <p>Positions are milliseconds from the first audio byte. Works at 8 kHz where the client does, otherwise at 16 kHz. Pure: no clock, no thread.
 */
final class UtteranceCutter implements AutoCloseable {
    /** Called within {@link #push}. */
    interface Listener {
        void speechStarted(long atMillis);

        void speechEnded(long atMillis);

        /** @param fromMillis of the utterance's first sample */
        void utteranceOpened(long fromMillis);

        void utteranceAudio(short[] pcm, int offset, int length);

        /** The open utterance has had speech and then as much quiet as asked for. Expected to cut. */
        void quiet();

        /** The open utterance has become too long. Expected to cut. */
        void tooLong();
    }

    private static final Duration FRAME = Duration.ofMillis(10);
    private static final int PRE_ROLL_MILLIS = 250;
    /** Older audio than this is never asked for: pre-roll, the gate's minimum speech and its dips. */
    private static final int HISTORY_MILLIS = 1_000;

    private final Listener listener;
    private final PcmFramer framer;
    private final Resampler resampler;
    private final VoiceActivityDetector detector;
    private final SpeechGate gate;
    private final float stopThreshold;
    private final int rateHz;
    private final long quietSamples;
    private final long longestSamples;
    private final short[] resampled;
    private final short[] window;
    private final short[] history;

    private int windowFilled;
    private boolean open;
    private long openedAt;
    /** Audio before this position has been given to an utterance or is past. */
    private long givenUpTo;

    private boolean heardEnd;
    private boolean closed;

    /**
     * @param quiet trailing quiet after which {@link Listener#quiet} is told; zero for never
     * @param longest length after which {@link Listener#tooLong} is told
     */
    UtteranceCutter(AudioFormat format, StreamHearing hearing, Duration quiet, Duration longest, Listener listener) {
        this.listener = listener;
        rateHz = format.sampleRateHz() == 8000 ? 8000 : 16000;
        framer = new PcmFramer(format, FRAME, (samples, offset, length, position) -> frame(samples, offset, length));
        resampler = Resamplers.create(format.sampleRateHz(), rateHz);
        detector = hearing.detector().create(rateHz);
        window = new short[detector.windowSamples()];
        gate = new SpeechGate(hearing.gate(), rateHz, window.length);
        stopThreshold = hearing.gate().stopThreshold();
        resampled = new short[resampler.maxOutput(format.sampleRateHz() / 100 + 1)];
        int windowsInHistory = HISTORY_MILLIS * rateHz / 1000 / window.length;
        history = new short[windowsInHistory * window.length];
        quietSamples = samples(quiet);
        longestSamples = samples(longest);
    }

    private long samples(Duration duration) {
        return duration.toMillis() * rateHz / 1000;
    }

    private long millis(long position) {
        return position * 1000 / rateHz;
    }

    /** Rate of the audio that utterances get. */
    int rateHz() {
        return rateHz;
    }

    /** How much audio has arrived, in whole windows. */
    long heardMillis() {
        return millis(gate.position());
    }

    /** What is heard from now on opens no utterance that reaches back behind this; milliseconds from the first audio byte. */
    long settledMillis() {
        return millis(Math.max(givenUpTo, gate.position() - history.length));
    }

    boolean open() {
        return open;
    }

    /** Consumes all bytes. */
    void push(ByteBuffer bytes) {
        framer.push(bytes);
    }

    /** The open utterance ends here; what is heard from now on belongs to the next. */
    void cut() {
        open = false;
        givenUpTo = gate.position();
    }

    /** No audio follows: what is held back between two windows counts too. */
    void flush() {
        framer.flush();
        takeResampled(resampler.flush(resampled, 0));
    }

    /** Nothing is told any more; may be called from within what is told. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            detector.close();
        }
    }

    private void frame(short[] samples, int offset, int length) {
        takeResampled(resampler.resample(samples, offset, length, resampled, 0));
    }

    private void takeResampled(int count) {
        int at = 0;
        while (at < count && !closed) {
            int part = Math.min(count - at, window.length - windowFilled);
            System.arraycopy(resampled, at, window, windowFilled, part);
            windowFilled += part;
            at += part;
            if (windowFilled == window.length) {
                windowFilled = 0;
                onWindow();
            }
        }
    }

    private void onWindow() {
        remember();
        float probability = detector.speechProbability(window, 0);
        SpeechGate.Decision decision = gate.accept(probability);
        if (decision == SpeechGate.Decision.STARTED) {
            heardEnd = false;
            listener.speechStarted(millis(gate.onsetPosition()));
        }
        if (open) {
            listener.utteranceAudio(window, 0, window.length);
        } else if (decision == SpeechGate.Decision.STARTED) {
            open(gate.onsetPosition());
        } else if (gate.speaking() && probability >= stopThreshold) {
            // Cut in the middle of speech: the rest is an utterance of its own.
            open(gate.position() - window.length);
        }
        if (decision == SpeechGate.Decision.ENDED) {
            heardEnd = true;
            listener.speechEnded(millis(gate.endPosition()));
        }
        checkLength();
    }

    private void checkLength() {
        if (open && heardEnd && quietSamples > 0 && gate.position() - gate.endPosition() >= quietSamples) {
            listener.quiet();
        } else if (open && gate.position() - openedAt >= longestSamples) {
            listener.tooLong();
        }
    }

    private void open(long speechFrom) {
        open = true;
        long oldest = Math.max(0, gate.position() - history.length);
        openedAt = Math.max(Math.max(speechFrom - samples(Duration.ofMillis(PRE_ROLL_MILLIS)), givenUpTo), oldest);
        listener.utteranceOpened(millis(openedAt));
        for (long at = openedAt; at < gate.position(); ) {
            int index = (int) (at % history.length);
            int length = (int) Math.min(gate.position() - at, history.length - index);
            listener.utteranceAudio(history, index, length);
            at += length;
        }
    }

    private void remember() {
        // Whole windows only, so that one never wraps round.
        System.arraycopy(window, 0, history, (int) (gate.position() % history.length), window.length);
    }
}
