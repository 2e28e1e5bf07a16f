package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A microphone beside a loudspeaker: while the agent speaks, and shortly after, silence is heard instead, because nothing here cancels the echo. The agent cannot be
 * interrupted then. Used on the call's event loop.
 */
final class HalfDuplex {
    /** How long a room goes on sounding. */
    private static final long REVERBERATION_NANOS = Duration.ofMillis(250).toNanos();

    private final AudioSource microphone;
    private final AudioSink speaker;
    private final LongSupplier clock;
    private long soundsUntil = Long.MIN_VALUE;
    private byte[] zeros = new byte[0];

    HalfDuplex(AudioSource microphone, AudioSink speaker) {
        this(microphone, speaker, System::nanoTime);
    }

    /** @param clock nanoseconds; only differences count */
    HalfDuplex(AudioSource microphone, AudioSink speaker, LongSupplier clock) {
        this.microphone = microphone;
        this.speaker = speaker;
        this.clock = clock;
    }

    AudioSource source() {
        return new Ear();
    }

    AudioSink sink() {
        return new Mouth();
    }

    private boolean isMuted() {
        return soundsUntil != Long.MIN_VALUE && clock.getAsLong() - soundsUntil < 0;
    }

    private void sounds(long nanos) {
        long now = clock.getAsLong();
        long after = now + speaker.lead().toNanos() + REVERBERATION_NANOS + nanos;
        if (soundsUntil == Long.MIN_VALUE || after - soundsUntil > 0) {
            soundsUntil = after;
        }
    }

    private ByteBuffer silence(int length) {
        if (zeros.length < length) {
            zeros = new byte[length];
        }
        return ByteBuffer.wrap(zeros, 0, length);
    }

    private final class Ear implements AudioSource {
        @Override
        public AudioFormat format() {
            return microphone.format();
        }

        @Override
        public void start(Input input) {
            microphone.start(new Input() {
                @Override
                public void audio(ByteBuffer bytes) {
                    if (isMuted()) {
                        int length = bytes.remaining();
                        bytes.position(bytes.limit());
                        input.audio(silence(length));
                    } else {
                        input.audio(bytes);
                    }
                }

                @Override
                public void ended() {
                    input.ended();
                }

                @Override
                public void failed(BatonException reason) {
                    input.failed(reason);
                }

                @Override
                public void onTick(Runnable tick) {
                    input.onTick(tick);
                }
            });
        }

        @Override
        public void close() {
            microphone.close();
        }
    }

    private final class Mouth implements AudioSink {
        @Override
        public int sampleRateHz() {
            return speaker.sampleRateHz();
        }

        @Override
        public void start() {
            speaker.start();
        }

        @Override
        public void write(short[] samples, int offset, int length) {
            sounds(length * 1_000_000_000L / speaker.sampleRateHz());
            speaker.write(samples, offset, length);
        }

        @Override
        public void clear() {
            speaker.clear();
        }

        @Override
        public Duration lead() {
            return speaker.lead();
        }

        @Override
        public void close() {
            speaker.close();
        }
    }
}
