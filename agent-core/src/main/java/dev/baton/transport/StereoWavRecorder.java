package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Records a call to a 16-bit stereo WAV file, caller left and agent right on one time line.
 *
 * <p>All methods are called on the call's event loop, copy what they are given, and never block or throw for the disk's sake; a thread of
 * its own writes. Positions count samples at the recorder's rate from the start of the call. The header of the file is made true once a second, so that
 * a crash leaves a file that plays and lacks at most the last three seconds. Only its owner may read the file, where the file system knows owners.
 */
public final class StereoWavRecorder implements AutoCloseable {
    private static final int QUEUED_MILLIS = 4000;
    private static final int SLOT_MILLIS = 20;
    private static final short[] NOTHING = {};

    private final RecordingThread thread;

    private StereoWavRecorder(Path file, int sampleRateHz, Consumer<BatonException> onFailure) {
        AudioFormat.linear16(sampleRateHz);
        // Two voices, one slot each per frame.
        var queue = new FrameQueue(2 * QUEUED_MILLIS / SLOT_MILLIS, sampleRateHz * SLOT_MILLIS / 1000 + 1);
        thread = new RecordingThread(
                file,
                queue,
                () -> new StereoTimeline(
                        WavFileWriter.createForOwner(
                                file,
                                new AudioFormat(AudioEncoding.LINEAR16, sampleRateHz, 2, ByteOrder.LITTLE_ENDIAN)),
                        sampleRateHz),
                onFailure);
    }

    /**
     * Begins a recording at position 0.
     *
     * @param file made or overwritten, with missing folders
     * @param onFailure hears at most one {@link dev.baton.ErrorCode#RECORDING_FAILED}, on the recording thread
     */
    public static StereoWavRecorder start(Path file, int sampleRateHz, Consumer<BatonException> onFailure) {
        var recorder = new StereoWavRecorder(file, sampleRateHz, onFailure);
        recorder.thread.start();
        return recorder;
    }

    /** @param position of the first sample; a gap since the last frame becomes silence */
    public void caller(short[] samples, int offset, int length, long position) {
        thread.offer(StereoTimeline.CALLER, samples, offset, length, position);
    }

    /** @param position of the first sample, up to a second before or after the caller's last frame */
    public void agent(short[] samples, int offset, int length, long position) {
        thread.offer(StereoTimeline.AGENT, samples, offset, length, position);
    }

    /** The agent was interrupted: nobody heard what was recorded from this position on. */
    public void eraseAgentFrom(long position) {
        thread.offer(StereoTimeline.ERASE_AGENT, NOTHING, 0, 0, position);
    }

    /** Whether at most half of what can wait for the disk does, or nothing is written any more. A call in real time need not ask; one that is faster can wait until it is so, and loses nothing. */
    public boolean hasRoom() {
        return thread.hasRoom();
    }

    /** Ends the recording; what is queued is still written. May be called twice. */
    @Override
    public void close() {
        thread.close();
    }

    /** Completes when the file is closed after {@link #close}, whether all went well or not. */
    public CompletionStage<Void> finished() {
        return thread.finished();
    }
}
