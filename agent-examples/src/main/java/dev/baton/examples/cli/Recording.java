package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.audio.AudioTap;
import dev.baton.audio.resample.Resampler;
import dev.baton.audio.resample.Resamplers;
import dev.baton.transport.StereoWavRecorder;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Both sides of a call in a stereo WAV file, at the caller's rate. A disk that fails is told at once and does not end the call. */
final class Recording implements AudioTap, AutoCloseable {
    /** A disk that stands still for so long has failed. */
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private static final long POLL_NANOS = 1_000_000;

    private final Path file;
    private final Consumer<BatonException> onFailure;
    private final boolean waits;
    private volatile boolean failed;
    private @Nullable StereoWavRecorder recorder;
    private @Nullable Resampler agentRate;
    private short[] converted = new short[0];
    private int callerRateHz;
    private int agentRateHz;

    private Recording(Path file, boolean waits, Consumer<BatonException> onFailure) {
        this.file = file;
        this.waits = waits;
        this.onFailure = reason -> {
            failed = true;
            onFailure.accept(reason);
        };
    }

    static Recording into(Path file, Consumer<BatonException> onFailure) {
        return new Recording(file, false, onFailure);
    }

    /** Of a call on virtual time, which waits where the disk is slower. */
    static Recording awaited(Path file, Consumer<BatonException> onFailure) {
        return new Recording(file, true, onFailure);
    }

    Path file() {
        return file;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public void start(int callerRateHz, int agentRateHz) {
        this.callerRateHz = callerRateHz;
        this.agentRateHz = agentRateHz;
        recorder = StereoWavRecorder.start(file, callerRateHz, onFailure);
        if (callerRateHz != agentRateHz) {
            agentRate = Resamplers.create(agentRateHz, callerRateHz);
        }
    }

    @Override
    public void caller(short[] samples, int offset, int length, long position) {
        if (recorder != null) {
            awaitRoom(recorder);
            recorder.caller(samples, offset, length, position);
        }
    }

    @Override
    public void agent(short[] samples, int offset, int length, long position) {
        if (recorder == null) {
            return;
        }
        if (agentRate == null) {
            recorder.agent(samples, offset, length, position);
            return;
        }
        if (converted.length < agentRate.maxOutput(length)) {
            converted = new short[agentRate.maxOutput(length)];
        }
        int count = agentRate.resample(samples, offset, length, converted, 0);
        recorder.agent(converted, 0, count, atCallerRate(position));
    }

    @Override
    public void agentCleared(long position) {
        if (recorder != null) {
            recorder.eraseAgentFrom(atCallerRate(position));
        }
    }

    private void awaitRoom(StereoWavRecorder to) {
        for (long began = System.nanoTime(); waits && !to.hasRoom() && System.nanoTime() - began < LIMIT_NANOS; ) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private long atCallerRate(long position) {
        return position * callerRateHz / agentRateHz;
    }

    @Override
    public void end() {
        if (recorder != null) {
            recorder.close();
        }
    }

    /** Waits, for a bounded time, until the file is whole. */
    @Override
    public void close() {
        var running = recorder;
        if (running == null) {
            return;
        }
        running.close();
        try {
            running.finished().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            failed = true;
        }
    }
}
