package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Writes the agent's voice to a mono WAV file, reply after reply, without the pauses between them. For both voices on one time line
 * see {@link StereoWavRecorder}.
 *
 * <p>The file is written by a thread of its own. If that fails, a listener is told once, on that thread, and the call goes on.
 */
public final class WavAudioSink implements AudioSink {
    private static final int QUEUED_MILLIS = 4000;
    private static final int SLOT_MILLIS = 20;

    private final int sampleRateHz;
    private final RecordingThread thread;

    private WavAudioSink(Path file, AudioFormat format, Consumer<BatonException> onFailure) {
        sampleRateHz = format.sampleRateHz();
        var queue = new FrameQueue(QUEUED_MILLIS / SLOT_MILLIS, sampleRateHz * SLOT_MILLIS / 1000 + 1);
        thread =
                new RecordingThread(file, queue, () -> new Mono(WavFileWriter.createForOwner(file, format)), onFailure);
    }

    /**
     * @param file made or overwritten when the call begins, with missing folders
     * @param onFailure hears at most one {@link dev.baton.ErrorCode#RECORDING_FAILED}
     */
    public static WavAudioSink to(Path file, int sampleRateHz, Consumer<BatonException> onFailure) {
        return to(file, AudioFormat.linear16(sampleRateHz), onFailure);
    }

    /**
     * The same in another encoding.
     *
     * @param format of one channel
     */
    public static WavAudioSink to(Path file, AudioFormat format, Consumer<BatonException> onFailure) {
        if (format.channels() != 1) {
            throw new IllegalArgumentException("format must have one channel, channels=" + format.channels());
        }
        return new WavAudioSink(file, format, onFailure);
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void write(short[] samples, int offset, int length) {
        thread.offer(0, samples, offset, length, 0);
    }

    /** Nothing to do: frames come at the pace of real time, so what was written counts as heard. */
    @Override
    public void clear() {}

    @Override
    public void close() {
        thread.close();
    }

    /** Completes when the file is closed after {@link #close}, whether all went well or not. */
    public CompletionStage<Void> finished() {
        return thread.finished();
    }

    private record Mono(WavFileWriter file) implements RecordingThread.FrameWriter {
        @Override
        public void write(FrameQueue.Slot slot) throws IOException {
            file.append(slot.samples, 0, slot.length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
