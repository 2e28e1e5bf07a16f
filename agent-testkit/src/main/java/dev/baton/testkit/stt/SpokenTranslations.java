package dev.baton.testkit.stt;

import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Speaks texts one after the other, in pieces of 100 ms at a pace. Used on the event loop; voices have threads of their own. */
final class SpokenTranslations {
    interface Listener {
        /** @param pcm signed 16-bit little-endian, 24 kHz */
        void audio(byte[] pcm);

        /** One text has been spoken. */
        void done();

        void failed(String reason);
    }

    private static final int PIECE_BYTES = CambRealtimeSession.SAMPLE_RATE_HZ / 10 * Short.BYTES;
    private static final long PIECE_MILLIS = 100;
    private static final long FAST_MILLIS = 2;

    private final TranslationSettings settings;
    private final EventLoop loop;
    private final Listener listener;
    private final Deque<Speech> speeches = new ArrayDeque<>();
    private boolean sending;
    private boolean over;

    SpokenTranslations(TranslationSettings settings, EventLoop loop, Listener listener) {
        this.settings = settings;
        this.loop = loop;
        this.listener = listener;
    }

    void say(String text) {
        if (over) {
            return;
        }
        var speech = new Speech();
        speeches.add(speech);
        try {
            speech.synthesis = settings.voice.synthesize(text, speech);
        } catch (RuntimeException e) {
            speech.onFailed(new SynthesisException("the voice did not begin: " + e, "", "see the cause", e));
        }
        send();
    }

    /** Nobody listens any more. */
    void cancel() {
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
            long pause = settings.pace == TranslationSettings.Pace.FAST ? FAST_MILLIS : PIECE_MILLIS;
            loop.schedule(
                    () -> {
                        sending = false;
                        send();
                    },
                    pause,
                    TimeUnit.MILLISECONDS);
        } else if (speech.complete) {
            speeches.remove();
            listener.done();
            send();
        }
    }

    private final class Speech implements TextToSpeech.SynthesisListener {
        private final Resampler resampler =
                Resamplers.create(settings.voice.sampleRateHz(), CambRealtimeSession.SAMPLE_RATE_HZ);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private TextToSpeech.Synthesis synthesis = () -> {};
        private byte[] spoken = {};
        private int sent;
        private boolean complete;

        /** @return whether there was something to send */
        boolean next() {
            if (sent == spoken.length && bytes.size() > 0) {
                spoken = bytes.toByteArray();
                bytes.reset();
                sent = 0;
            }
            int length = Math.min(PIECE_BYTES, spoken.length - sent);
            if (length == 0 || (length < PIECE_BYTES && !complete && bytes.size() == 0)) {
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
