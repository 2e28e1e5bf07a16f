package dev.baton.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files for what callers say: readable by their owner only, where the file system knows owners. */
public final class OwnerOnlyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private OwnerOnlyFile() {}

    /**
     * Opens a file for writing, empty, with missing folders.
     *
     * @throws IOException if it cannot be made, or not be closed to others
     */
    public static FileChannel create(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            createFolder(folder);
        }
        if (!knowsOwners(file)) {
            return FileChannel.open(file, options());
        }
        var channel = FileChannel.open(file, options(), attribute("rw-------"));
        try {
            if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY); // it may have been there before, open to others
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Makes the folder, and those above it, unless it is there. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (knowsOwners(folder)) {
            Files.createDirectories(folder, attribute("rwx------"));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static Set<StandardOpenOption> options() {
        return Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static boolean knowsOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
