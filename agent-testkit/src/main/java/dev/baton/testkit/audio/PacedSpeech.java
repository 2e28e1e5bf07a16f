package dev.baton.testkit.audio;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.tts.LocalVoice;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Speaks texts one after the other, in pieces at a pace, as services do; what servers of tests are made of. Used on one event loop; voices have threads of their own.
 */
public final class PacedSpeech {
    /** Hears how one text is spoken, on the loop. */
    public interface Listener {
        /** @param pcm signed 16-bit little-endian, at the rate that is wanted */
        void audio(byte[] pcm);

        /**
         * When a word sounds, before its audio.
         *
         * @param begins from the first sample of the text
         */
        default void word(String word, Duration begins) {}

        /** Whether nothing is sent before the voice is through, so that all words are known with the first audio. */
        default boolean wantsWhole() {
            return false;
        }

        /** The text has been spoken. */
        void done();

        void failed(String reason);
    }

    private static final int PIECES_OF_SECOND = 10;

    private final LocalVoice voice;
    private final int sampleRateHz;
    private final int pieceBytes;
    private final Duration pause;
    private final ScheduledExecutorService loop;
    private final Deque<Speech> speeches = new ArrayDeque<>();
    private boolean sending;
    private boolean over;

    /**
     * @param sampleRateHz that is wanted
     * @param pause after each piece of 100 ms
     */
    public PacedSpeech(LocalVoice voice, int sampleRateHz, Duration pause, ScheduledExecutorService loop) {
        this.voice = voice;
        this.sampleRateHz = sampleRateHz;
        this.pause = pause;
        this.loop = loop;
        pieceBytes = sampleRateHz / PIECES_OF_SECOND * Short.BYTES;
    }

    /** Whether something is being spoken, or waits to be. */
    public boolean isBusy() {
        return !speeches.isEmpty();
    }

    public void say(String text, Listener listener) {
        if (over) {
            return;
        }
        var speech = new Speech(listener);
        speeches.add(speech);
        try {
            speech.synthesis = voice.synthesize(text, speech);
        } catch (RuntimeException e) {
            speech.onFailed(new SynthesisException("the voice did not begin: " + e, "", "see the cause", e));
        }
        send();
    }

    /** Nobody listens any more, for good. */
    public void cancel() {
        over = true;
        speeches.forEach(speech -> speech.synthesis.cancel());
        speeches.clear();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes after the connection's end finds nothing to say
    private void send() {
        var speech = speeches.peek();
        if (sending || speech == null) {
            return;
        }
        if (speech.next()) {
            sending = true;
            loop.schedule(
                    () -> {
                        sending = false;
                        send();
                    },
                    pause.toNanos(),
                    TimeUnit.NANOSECONDS);
        } else if (speech.complete) {
            speeches.remove();
            speech.listener.done();
            send();
        }
    }

    private final class Speech implements TextToSpeech.SynthesisListener {
        private final Listener listener;
        private final Resampler resampler = Resamplers.create(voice.sampleRateHz(), sampleRateHz);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private TextToSpeech.Synthesis synthesis = () -> {};
        private byte[] spoken = {};
        private int sent;
        private boolean complete;

        Speech(Listener listener) {
            this.listener = listener;
        }

        /** @return whether there was something to send */
        boolean next() {
            if (!complete && listener.wantsWhole()) {
                return false;
            }
            if (sent == spoken.length && bytes.size() > 0) {
                spoken = bytes.toByteArray();
                bytes.reset();
                sent = 0;
            }
            int length = Math.min(pieceBytes, spoken.length - sent);
            if (length == 0 || (length < pieceBytes && !complete && bytes.size() == 0)) {
                return false;
            }
            var piece = new byte[length];
            System.arraycopy(spoken, sent, piece, 0, length);
            sent += length;
            listener.audio(piece);
            return true;
        }

        @Override
        public void onAudio(short[] samples, int offset, int length) {
            var copy = new short[length];
            System.arraycopy(samples, offset, copy, 0, length);
            hop(() -> {
                var converted = new short[resampler.maxOutput(copy.length)];
                write(converted, resampler.resample(copy, 0, copy.length, converted, 0));
            });
        }

        private void write(short[] samples, int count) {
            for (int i = 0; i < count; i++) {
                bytes.write(samples[i]);
                bytes.write(samples[i] >> 8);
            }
        }

        @Override
        public void onWord(String word, Duration begins) {
            hop(() -> listener.word(word, begins));
        }

        @Override
        public void onCompleted() {
            hop(() -> {
                var rest = new short[resampler.delaySamples()];
                write(rest, resampler.flush(rest, 0));
                complete = true;
            });
        }

        @Override
        public void onFailed(SynthesisException reason) {
            hop(() -> {
                complete = true;
                listener.failed("the voice failed: " + reason.getMessage());
            });
        }

        private void hop(Runnable task) {
            try {
                loop.execute(() -> {
                    if (!over) {
                        task.run();
                        send();
                    }
                });
            } catch (RejectedExecutionException e) {
                // The server has shut down; nobody is left to hear it.
            }
        }
    }
}
