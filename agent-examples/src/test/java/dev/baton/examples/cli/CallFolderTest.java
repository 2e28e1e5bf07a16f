package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.BatonException;
import dev.baton.call.CallOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallFolderTest {
    private final List<BatonException> complaints = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private void hold(CallFolder kept) {
        var options = kept.record(CallOptions.defaults(), null);
        if (options.tap() != null) {
            options.tap().start(8_000, 8_000);
            options.tap().end();
        }
        Objects.requireNonNull(options.journal()).close();
        kept.close();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void folderAndFiles_areForTheirOwnerOnly() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path mine = folder.resolve("mine");

        hold(CallFolder.in(mine, false, complaints::add));

        assertThat(complaints).isEmpty();
        assertThat(permissions(mine)).isEqualTo("rwx------");
        assertThat(permissions(mine.resolve("call.wav"))).isEqualTo("rw-------");
        assertThat(permissions(mine.resolve("call.journal"))).isEqualTo("rw-------");
    }

    @Test
    void redacted_keepsNoVoices() {
        var kept = CallFolder.in(folder, true, complaints::add);

        assertThat(kept.record(CallOptions.defaults(), null).tap()).isNull();
        hold(kept);
        assertThat(folder.resolve("call.wav")).doesNotExist();
        assertThat(folder.resolve("call.journal")).exists();
    }

    @Test
    void folderCannotBeMade_isToldBeforeTheCall() throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> CallFolder.in(file.resolve("below"), false, complaints::add))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("cannot be recorded in " + file);
    }
}
