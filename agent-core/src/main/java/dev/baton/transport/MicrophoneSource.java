package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.util.List;
import java.util.function.Consumer;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/**
 * A microphone of this machine, by way of {@code javax.sound.sampled}.
 *
 * <p>A daemon thread waits for the device; the call takes what has arrived with each tick. If the call does not come for two seconds, new
 * audio is dropped.
 */
public final class MicrophoneSource implements AudioSource {
    private static final int CHUNK_MILLIS = 10;
    private static final int DEVICE_BUFFER_MILLIS = 100;
    private static final int QUEUED_SECONDS = 2;
    private static final int SILENT_SECONDS = 2;

    private final SoundDevices.Opened<TargetDataLine> device;
    private final AudioFormat format;
    private final Consumer<BatonException> onWarning;
    private final ByteRing ring;

    private @Nullable Input input;

    private volatile boolean closed;
    private volatile String lastWords = "it sends nothing any more";

    /** Written last by the microphone's thread: whoever sees it sees everything that was heard. */
    private volatile boolean broken;

    private MicrophoneSource(SoundDevices.Opened<TargetDataLine> device, Consumer<BatonException> onWarning) {
        this.device = device;
        this.onWarning = onWarning;
        format = device.format();
        ring = new ByteRing(QUEUED_SECONDS * format.bytesPerSecond());
    }

    /** Names of the microphones, the system's first choice first; empty where there is none. */
    public static List<String> devices() {
        return SoundDevices.microphones(SoundDevices.ofThisMachine()).names();
    }

    /**
     * Opens a microphone; blocks while the device wakes up, so call it before the call.
     *
     * @param device part of its name, or null for the system's choice
     * @param onWarning hears {@link ErrorCode#MICROPHONE_SILENT} when the device has sent nothing but zeros for 2 s, as it does where the
     *     system has not allowed the program to listen; on the microphone's thread
     * @throws BatonException {@link ErrorCode#NO_MICROPHONE} if there is none, or it cannot be opened
     */
    public static MicrophoneSource open(@Nullable String device, Consumer<BatonException> onWarning) {
        return open(SoundDevices.ofThisMachine(), device, onWarning);
    }

    static MicrophoneSource open(List<Mixer> mixers, @Nullable String device, Consumer<BatonException> onWarning) {
        return new MicrophoneSource(SoundDevices.microphones(mixers).open(device, DEVICE_BUFFER_MILLIS), onWarning);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void start(Input input) {
        this.input = input;
        var listener = new Thread(this::listen, "baton-microphone");
        listener.setDaemon(true);
        listener.start();
        input.onTick(this::tick);
    }

    private void tick() {
        var ear = input;
        if (ear == null) {
            return;
        }
        boolean lastTime = broken;
        while (ring.available() > 0 && !closed) {
            var view = ring.view(Integer.MAX_VALUE);
            int count = view.remaining();
            ear.audio(view);
            ring.release(count);
        }
        if (lastTime && !closed) {
            closed = true;
            ear.failed(new BatonException(
                    ErrorCode.SOURCE_FAILED,
                    "the microphone stopped: " + lastWords,
                    "",
                    "plug it in again, or choose another"));
        }
    }

    private void listen() {
        var line = device.line();
        try (line) {
            int instantBytes = 2 * format.channels();
            byte[] chunk = new byte[format.sampleRateHz() * CHUNK_MILLIS / 1000 * instantBytes];
            long zeroBytes = 0;
            line.start();
            while (!closed) {
                int count = line.read(chunk, 0, chunk.length);
                if (count <= 0) {
                    return; // the device is gone
                }
                ring.write(chunk, 0, count);
                boolean wasSilent = isSilent(zeroBytes);
                zeroBytes = allZero(chunk, count) ? zeroBytes + count : 0;
                if (isSilent(zeroBytes) && !wasSilent) {
                    warnOfSilence();
                }
            }
        } catch (RuntimeException e) {
            lastWords = String.valueOf(e.getMessage());
        } finally {
            broken = true;
        }
    }

    private boolean isSilent(long zeroBytes) {
        return zeroBytes >= (long) SILENT_SECONDS * format.bytesPerSecond();
    }

    private static boolean allZero(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void warnOfSilence() {
        onWarning.accept(new BatonException(
                ErrorCode.MICROPHONE_SILENT,
                "the microphone sends only zeros since " + SILENT_SECONDS + ".0 s",
                "",
                "allow the program to use the microphone (macOS: System Settings, Privacy), or choose another one"));
    }

    /** The device itself is let go by its own thread, within one chunk. */
    @Override
    public void close() {
        closed = true;
        if (input == null) {
            device.line().close(); // never started: there is no thread that could
        }
    }
}
