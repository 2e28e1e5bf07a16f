package dev.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.Allocations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both recorders, and the thread and file behind them. */
class RecordingTest {
    private static final int RATE_HZ = 8000;
    private static final int FRAME = 160;

    @TempDir
    Path folder;

    private final List<BatonException> failures = new CopyOnWriteArrayList<>();

    @Test
    void bothVoices_lieOnOneTimeLine() throws Exception {
        var file = folder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        for (int frame = 0; frame < 200; frame++) {
            recorder.caller(constant(frame + 1), 0, FRAME, (long) frame * FRAME);
            if (frame >= 50 && frame < 100) {
                // Sent 5 frames ahead of the caller's time.
                recorder.agent(constant(-frame), 0, FRAME, (frame + 5L) * FRAME);
            }
        }
        closed(recorder, recorder.finished());
        short[] samples = samples(file, 2);
        assertThat(samples).hasSize(2 * 200 * FRAME);
        for (int frame = 0; frame < 200; frame++) {
            int agent = frame >= 55 && frame < 105 ? -(frame - 5) : 0;
            for (int i = frame * FRAME; i < (frame + 1) * FRAME; i++) {
                assertThat(samples[2 * i]).as("caller at %d", i).isEqualTo((short) (frame + 1));
                assertThat(samples[2 * i + 1]).as("agent at %d", i).isEqualTo((short) agent);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void agentThatOutlastsTheCaller_isRecordedToItsEnd() throws Exception {
        var file = folder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        recorder.caller(constant(1), 0, FRAME, 0);
        recorder.agent(new short[] {7}, 0, 1, 5L * RATE_HZ);
        closed(recorder, recorder.finished());
        short[] samples = samples(file, 2);
        assertThat(samples).hasSize(2 * (5 * RATE_HZ + 1)).endsWith(0, 7);
        assertThat(samples[2 * FRAME]).isZero();
    }

    @Test
    void erasedReply_isSilentFromThere() throws Exception {
        var file = folder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        recorder.caller(constant(1), 0, FRAME, 0);
        recorder.agent(constant(9), 0, FRAME, 0);
        recorder.agent(constant(9), 0, FRAME, FRAME);
        recorder.eraseAgentFrom(100);
        recorder.agent(new short[] {5}, 0, 1, 300);
        closed(recorder, recorder.finished());
        short[] samples = samples(file, 2);
        for (int i = 0; i < 2 * FRAME; i++) {
            assertThat(samples[2 * i + 1]).as("agent at %d", i).isEqualTo((short) (i < 100 ? 9 : i == 300 ? 5 : 0));
        }
    }

    @Test
    void agentFarTooLate_isLeftOutAndTheFileStaysRight() throws Exception {
        var file = folder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        for (int frame = 0; frame < 150; frame++) {
            recorder.caller(constant(1), 0, FRAME, (long) frame * FRAME);
        }
        recorder.agent(constant(9), 0, FRAME, 0);
        recorder.agent(constant(8), 0, FRAME, 149L * FRAME);
        closed(recorder, recorder.finished());
        short[] samples = samples(file, 2);
        assertThat(samples).hasSize(2 * 150 * FRAME).endsWith(1, 8);
        assertThat(samples[1]).isZero();
    }

    @Test
    void unfinishedRecording_alreadyPlays() {
        var file = folder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        for (int frame = 0; frame < 200; frame++) {
            recorder.caller(constant(1), 0, FRAME, (long) frame * FRAME);
        }
        await().ignoreExceptions().untilAsserted(() -> {
            try (var source = WavAudioSource.open(file)) {
                assertThat(source.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
                assertThat(source.format().channels()).isEqualTo(2);
            }
        });
        closed(recorder, recorder.finished());
    }

    @Test
    void agentsVoice_becomesAMonoFile() throws Exception {
        var file = folder.resolve("not/yet/there/agent.wav");
        var sink = WavAudioSink.to(file, RATE_HZ, failures::add);
        sink.start();
        sink.write(new short[] {0, 1, 2, 3}, 1, 3);
        sink.write(constant(4), 0, FRAME);
        sink.clear();
        closed(sink, sink.finished());
        assertThat(samples(file, 1))
                .hasSize(3 + FRAME)
                .startsWith(1, 2, 3, 4, 4)
                .endsWith(4);
        assertThat(sink.lead()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void sinkThatNeverStarted_finishesWithoutAFile() {
        var file = folder.resolve("agent.wav");
        var sink = WavAudioSink.to(file, RATE_HZ, failures::add);
        closed(sink, sink.finished());
        assertThat(file).doesNotExist();
    }

    @Test
    void files_areTheirOwnersAlone() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var old = Files.createFile(folder.resolve("old.wav"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw-rw-"));
        for (var file : List.of(old, folder.resolve("new/new.wav"))) {
            var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
            recorder.caller(constant(1), 0, FRAME, 0);
            closed(recorder, recorder.finished());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void folderThatCannotBeMade_isToldOnce() throws Exception {
        var notAFolder = Files.createFile(folder.resolve("file"));
        var file = notAFolder.resolve("call.wav");
        var recorder = StereoWavRecorder.start(file, RATE_HZ, failures::add);
        for (int frame = 0; frame < 2000; frame++) {
            recorder.caller(constant(1), 0, FRAME, (long) frame * FRAME);
        }
        closed(recorder, recorder.finished());
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).report())
                .startsWith("error BT-116: cannot write " + file)
                .contains("the call goes on");
    }

    @Test
    void fullDisk_isToldOnce() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        var recorder = StereoWavRecorder.start(full, RATE_HZ, failures::add);
        recorder.caller(constant(1), 0, FRAME, 0);
        closed(recorder, recorder.finished());
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.RECORDING_FAILED);
            assertThat(failure.getMessage()).contains("No space left");
        });
    }

    @Test
    void diskThatFillsUpDuringTheCall_isToldOnceAndLaterFramesAreDropped() {
        var queue = new FrameQueue(10, FRAME);
        var thread = new RecordingThread(folder.resolve("x.wav"), queue, FullDisk::new, failures::add);
        thread.start();
        for (int i = 0; i < 5; i++) {
            thread.offer(0, constant(1), 0, FRAME, 0);
        }
        await().until(() -> failures.size() == 1);
        for (int i = 0; i < 100; i++) {
            thread.offer(0, constant(1), 0, FRAME, 0);
        }
        thread.close();
        thread.finished().toCompletableFuture().join();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.report()).contains("disk is full now"));
    }

    @Test
    void diskThatIsTooSlow_losesFramesButNeverHoldsUpTheCall() throws Exception {
        var queue = new FrameQueue(10, FRAME);
        var disk = new StuckDisk();
        var thread = new RecordingThread(folder.resolve("x.wav"), queue, () -> disk, failures::add);
        thread.start();
        for (int i = 0; i < 100; i++) {
            thread.offer(0, constant(1), 0, FRAME, (long) i * FRAME);
        }
        disk.moves.countDown();
        thread.close();
        thread.finished().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(disk.positions).hasSize(10).startsWith(0L, 160L);
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.getMessage()).contains("slower than the call"));
    }

    @Test
    void positionHoursAhead_failsInsteadOfFillingTheDisk() {
        var recorder = StereoWavRecorder.start(folder.resolve("call.wav"), RATE_HZ, failures::add);
        recorder.caller(constant(1), 0, FRAME, 2L * 3600 * RATE_HZ);
        closed(recorder, recorder.finished());
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.getMessage()).contains("position jumped"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 160, 161, 400})
    void frameOfAnyLength_passesTheQueueWhole(int length) {
        var queue = new FrameQueue(4, FRAME);
        short[] samples = new short[length];
        Arrays.setAll(new int[length], i -> samples[i] = (short) i);
        assertThat(queue.offer(1, samples, 0, length, 1000)).isTrue();
        int seen = 0;
        for (var slot = queue.peek(); slot != null; slot = queue.peek()) {
            assertThat(slot.position).isEqualTo(1000 + seen);
            for (int i = 0; i < slot.length; i++) {
                assertThat(slot.samples[i]).isEqualTo((short) seen++);
            }
            queue.release();
        }
        assertThat(seen).isEqualTo(length);
        assertThat(queue.offer(1, new short[641], 0, 641, 0)).isFalse();
        assertThat(queue.peek()).isNull();
    }

    @Test
    void queueingAFrame_allocatesNothing() {
        var queue = new FrameQueue(4, FRAME);
        short[] frame = constant(1);
        assertThat(Allocations.steadyState(() -> {
                    for (int i = 0; i < 1000; i++) {
                        queue.offer(0, frame, 0, FRAME, i);
                        queue.release();
                    }
                }))
                .isZero();
    }

    @Test
    void unknownRate_isRefusedAtOnce() {
        assertThatThrownBy(() -> WavAudioSink.to(folder.resolve("x.wav"), 12_345, failures::add))
                .isInstanceOf(BatonException.class);
    }

    private static void closed(AutoCloseable recorder, CompletionStage<Void> finished) {
        try {
            recorder.close();
            finished.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static short[] constant(int value) {
        short[] frame = new short[FRAME];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    /** Interleaved, as they lie in the file. */
    private static short[] samples(Path file, int channels) throws IOException {
        try (var source = WavAudioSource.open(file)) {
            assertThat(source.format().channels()).isEqualTo(channels);
            assertThat(source.format().sampleRateHz()).isEqualTo(RATE_HZ);
            var input = new RecordingInput();
            source.start(input);
            byte[] bytes = input.tickUntilEnded().bytes.toByteArray();
            short[] samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return samples;
        }
    }

    private static final class FullDisk implements RecordingThread.FrameWriter {
        private int written;

        @Override
        public void write(FrameQueue.Slot slot) throws IOException {
            if (written++ == 3) {
                throw new IOException("disk is full now");
            }
        }

        @Override
        public void close() throws IOException {
            throw new IOException("disk is still full");
        }
    }

    private static final class StuckDisk implements RecordingThread.FrameWriter {
        final CountDownLatch moves = new CountDownLatch(1);
        final List<Long> positions = new ArrayList<>();

        @Override
        public void write(FrameQueue.Slot slot) throws IOException {
            try {
                moves.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            positions.add(slot.position);
        }

        @Override
        public void close() {}
    }
}
