package dev.baton.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    @TempDir
    Path folder;

    private final List<BatonException> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger given = new AtomicInteger();

    private boolean write(JournalFile journal, String text) {
        return journal.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), given::incrementAndGet);
    }

    private static void close(JournalFile journal) {
        journal.close();
        journal.finished().toCompletableFuture().join();
    }

    private void assertFailedOnce(String what) {
        assertThat(failures).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ErrorCode.RECORDING_FAILED);
            assertThat(reason).hasMessageContaining(what);
            assertThat(reason.remedy()).isNotBlank();
        });
    }

    @Test
    void pages_areWrittenInOrderAndGivenBack() throws IOException {
        var file = folder.resolve("a/b/call.journal");
        var journal = JournalFile.create(file, failures::add);
        for (int i = 0; i < 100; i++) {
            assertThat(write(journal, i % 10 + "")).isTrue();
        }
        close(journal);

        assertThat(Files.readString(file)).isEqualTo("0123456789".repeat(10));
        assertThat(given).hasValue(100);
        assertThat(journal.failed()).isFalse();
        assertThat(failures).isEmpty();
    }

    @Test
    void fileAndFolders_areTheirOwnersOnly() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var file = folder.resolve("made/call.journal");
        close(JournalFile.create(file, failures::add));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void fileThatWasThereAndOpenToOthers_isNoMore() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var file = Files.writeString(folder.resolve("call.journal"), "of an earlier call, and longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        var journal = JournalFile.create(file, failures::add);
        write(journal, "new");
        close(journal);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo("new");
    }

    @Test
    void fileAtItsLimit_isToldOnceAndKeepsWhatFits() throws IOException {
        var file = folder.resolve("call.journal");
        var journal = JournalFile.create(file, 10, false, failures::add);

        assertThat(write(journal, "0123456")).isTrue();
        assertThat(write(journal, "89ab")).isFalse();
        assertThat(write(journal, "8")).as("nothing follows what is missing").isFalse();
        close(journal);

        assertFailedOnce("limit of 10 bytes");
        assertThat(journal.failed()).isTrue();
        assertThat(Files.readString(file)).isEqualTo("0123456");
        assertThat(given).hasValue(1);
    }

    @Test
    void diskThatIsFull_isToldOnceAndEveryPageComesBack() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        var journal = JournalFile.create(full, failures::add);

        assertThat(write(journal, "one")).isTrue();
        await().until(() -> given.get() == 1);
        assertThat(write(journal, "two")).isFalse();
        close(journal);

        assertFailedOnce("cannot be written");
        assertThat(given).hasValue(1);
    }

    /** A page that was on its way when the one before it could not be written would look as if it belonged there. */
    @Test
    void pageBehindOneThatIsMissing_isNotWritten() {
        var disk = new DiskThatFailsOnce();
        var journal = new JournalFile(folder.resolve("call.journal"), disk, 1_000, false, failures::add);

        write(journal, "one");
        write(journal, "two");
        write(journal, "three");
        disk.mayBeWritten.countDown();
        close(journal);

        assertThat(disk.written.toString(StandardCharsets.US_ASCII)).isEqualTo("one");
        assertThat(given).hasValue(3);
        assertFailedOnce("cannot be written");
    }

    /** Its second write fails. */
    private static final class DiskThatFailsOnce implements WritableByteChannel {
        final ByteArrayOutputStream written = new ByteArrayOutputStream();
        final CountDownLatch mayBeWritten = new CountDownLatch(1);
        private int writes;

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            try {
                mayBeWritten.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (++writes == 2) {
                throw new IOException("no space left, for a moment");
            }
            var taken = new byte[bytes.remaining()];
            bytes.get(taken);
            written.writeBytes(taken);
            return taken.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void journalThatWasCutShort_saysWhyOnce() {
        var journal = JournalFile.create(folder.resolve("call.journal"), failures::add);

        journal.cutShort("its pages ran out", "buy a disk");
        journal.cutShort("again", "again");
        close(journal);

        assertFailedOnce("ends before the call: its pages ran out");
        assertThat(failures.get(0).remedy()).isEqualTo("buy a disk");
        assertThat(journal.failed()).isTrue();
    }

    @Test
    void fileThatCannotBeMade_saysWhatToDo() throws IOException {
        var notAFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> JournalFile.create(notAFolder.resolve("call.journal"), failures::add))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.RECORDING_FAILED);
                    assertThat(e.remedy()).isNotBlank();
                });
    }

    @Test
    void closingTwice_isClosingOnce() {
        var journal = JournalFile.create(folder.resolve("call.journal"), failures::add);
        journal.close();
        close(journal);
        assertThat(failures).isEmpty();
    }

    @Test
    void missingAndEmptyFiles_areToldWithWhatToDo() throws IOException {
        var empty = Files.createFile(folder.resolve("empty.journal"));
        for (var file : List.of(folder.resolve("missing.journal"), empty, folder)) {
            assertThatThrownBy(() -> JournalReader.open(file)).isInstanceOfSatisfying(BatonException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE);
                assertThat(e).hasMessageContaining(file.toString());
                assertThat(e.remedy()).isNotBlank();
            });
        }
        assertThatThrownBy(() -> JournalReader.open(folder.resolve("missing.journal")))
                .hasMessageContaining("does not exist");
    }
}
