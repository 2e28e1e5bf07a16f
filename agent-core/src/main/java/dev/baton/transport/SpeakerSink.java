package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker of this machine, by way of {@code javax.sound.sampled}.
 *
 * <p>A daemon thread feeds the device only as much as it takes without waiting, so that {@link #clear} falls silent at once: what the
 * device holds is thrown away with what is queued.
 */
public final class SpeakerSink implements AudioSink {
    private static final Duration LEAD = Duration.ofMillis(100);
    private static final int QUEUED_SLOTS = 50;
    private static final int SLOT_MILLIS = 20;
    private static final long POLL_NANOS = 2_000_000;

    private final SoundDevices.Opened<SourceDataLine> device;
    private final Consumer<BatonException> onFailure;
    private final FrameQueue queue;
    private boolean started;
    private volatile boolean closed;

    /** Entries before this one are not to be played any more. */
    private volatile long clearedBefore;

    private SpeakerSink(SoundDevices.Opened<SourceDataLine> device, Consumer<BatonException> onFailure) {
        this.device = device;
        this.onFailure = onFailure;
        queue = new FrameQueue(QUEUED_SLOTS, device.sampleRateHz() * SLOT_MILLIS / 1000 + 1);
    }

    /** Names of the speakers, the system's first choice first; empty where there is none. */
    public static List<String> devices() {
        return SoundDevices.speakers(SoundDevices.ofThisMachine()).names();
    }

    /**
     * Opens a speaker; blocks while the device wakes up, so call it before the call.
     *
     * @param device part of its name, or null for the system's choice
     * @param onFailure hears at most one {@link ErrorCode#SINK_FAILED}, on the speaker's thread; the call goes on unheard
     * @throws BatonException {@link ErrorCode#NO_SPEAKER} if there is none, or it cannot be opened
     */
    public static SpeakerSink open(@Nullable String device, Consumer<BatonException> onFailure) {
        return open(SoundDevices.ofThisMachine(), device, onFailure);
    }

    static SpeakerSink open(List<Mixer> mixers, @Nullable String device, Consumer<BatonException> onFailure) {
        return new SpeakerSink(SoundDevices.speakers(mixers).open(device, (int) LEAD.toMillis()), onFailure);
    }

    @Override
    public int sampleRateHz() {
        return device.sampleRateHz();
    }

    @Override
    public Duration lead() {
        return LEAD;
    }

    @Override
    public void start() {
        started = true;
        var speaker = new Thread(this::speak, "baton-speaker");
        speaker.setDaemon(true);
        speaker.start();
    }

    /** Queued up to a second ahead; a device that stands still drops the rest. */
    @Override
    public void write(short[] samples, int offset, int length) {
        queue.offer(0, samples, offset, length, 0);
    }

    @Override
    public void clear() {
        clearedBefore = queue.written();
    }

    @Override
    public void close() {
        closed = true;
        if (!started) {
            device.line().close(); // there is no thread that could
        }
    }

    private void speak() {
        var line = device.line();
        try (line) {
            line.start();
            feed(line);
            line.flush();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void feed(SourceDataLine line) {
        byte[] bytes = new byte[(device.sampleRateHz() * SLOT_MILLIS / 1000 + 1) * 2 * device.channels()];
        long flushedBefore = 0;
        while (!closed) {
            long clear = clearedBefore;
            if (clear > flushedBefore) {
                flushedBefore = clear;
                while (queue.taken() < clear) {
                    queue.release();
                }
                line.flush();
            }
            var slot = queue.peek();
            int needed = slot == null ? 0 : slot.length * 2 * device.channels();
            if (slot == null || line.available() < needed) {
                if (!line.isOpen()) {
                    throw new IllegalStateException("the device was closed");
                }
                LockSupport.parkNanos(POLL_NANOS);
            } else {
                encode(slot, bytes);
                queue.release();
                line.write(bytes, 0, needed);
            }
        }
    }

    private void encode(FrameQueue.Slot slot, byte[] bytes) {
        int at = 0;
        for (int i = 0; i < slot.length; i++) {
            for (int channel = 0; channel < device.channels(); channel++) {
                bytes[at++] = (byte) slot.samples[i];
                bytes[at++] = (byte) (slot.samples[i] >> 8);
            }
        }
    }

    private void fail(RuntimeException cause) {
        onFailure.accept(new BatonException(
                ErrorCode.SINK_FAILED,
                "the speaker stopped: " + cause.getMessage(),
                "the call goes on unheard",
                "plug it in again, or choose another",
                cause));
    }
}
