package dev.baton.testkit.time;

import dev.baton.stt.SttTransport;
import dev.baton.tts.SynthesisException;
import dev.baton.tts.TextToSpeech;
import dev.baton.tts.TtsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A voice for calls on virtual time: the call's thread waits in reality until a text has been spoken, and its audio comes after a fixed time of the call, all at once. Closing it
 * closes the voice behind it.
 */
public final class VirtualVoice implements TextToSpeech {
    private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(1);

    private final VirtualTime time;
    private final TextToSpeech voice;
    private final Duration takes;

    /** @param takes from a text to its audio, in virtual time; may be zero */
    public VirtualVoice(VirtualTime time, TextToSpeech voice, Duration takes) {
        this.time = time;
        this.voice = voice;
        this.takes = takes;
    }

    @Override
    public String name() {
        return voice.name();
    }

    @Override
    public int sampleRateHz() {
        return voice.sampleRateHz();
    }

    @Override
    public TtsSession open(SttTransport transport) {
        var session = voice.open(transport);
        return new TtsSession() {
            @Override
            public Synthesis synthesize(String text, SynthesisListener listener) {
                return VirtualVoice.this.synthesize(session, text, listener);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private Synthesis synthesize(TtsSession session, String text, SynthesisListener listener) {
        var cancelled = new AtomicBoolean();
        var spoken = new Spoken();
        var running = session.synthesize(text, spoken);
        if (!spoken.await(STANDSTILL_LIMIT)) {
            running.cancel();
            spoken.onFailed(new SynthesisException(
                    "a text could not be spoken within " + STANDSTILL_LIMIT.toSeconds() + " s of real time",
                    "waited for " + voice.name(),
                    "check the voice",
                    null));
        }
        if (takes.isZero()) {
            spoken.tell(listener);
        } else {
            time.after(takes, () -> {
                if (!cancelled.get()) {
                    spoken.tell(listener);
                }
            });
        }
        return () -> cancelled.set(true);
    }

    @Override
    public void close() {
        voice.close();
    }

    /** What the voice gave, from its thread. */
    private static final class Spoken implements SynthesisListener {
        private final List<short[]> pieces = new ArrayList<>();
        private @Nullable SynthesisException failure;
        private boolean over;

        @Override
        public synchronized void onAudio(short[] samples, int offset, int length) {
            if (!over) {
                var piece = new short[length];
                System.arraycopy(samples, offset, piece, 0, length);
                pieces.add(piece);
            }
        }

        @Override
        public synchronized void onCompleted() {
            over = true;
            notifyAll();
        }

        @Override
        public synchronized void onFailed(SynthesisException reason) {
            if (!over) {
                over = true;
                failure = reason;
                notifyAll();
            }
        }

        synchronized boolean await(Duration limit) {
            long until = System.nanoTime() + limit.toNanos();
            try {
                for (long left = limit.toNanos(); !over && left > 0; left = until - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return over;
        }

        synchronized void tell(SynthesisListener listener) {
            pieces.forEach(piece -> listener.onAudio(piece, 0, piece.length));
            if (failure == null) {
                listener.onCompleted();
            } else {
                listener.onFailed(failure);
            }
        }
    }
}
