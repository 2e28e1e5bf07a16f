package dev.baton.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A 16-bit PCM WAV file under way. Half a second of audio is
 * written at a time and the header made true once a second, so that a crash costs at most the last second and a half. Blocks;
 * used from one thread. The file, and folders made for it, are readable by their owner only where the file system knows owners.
 */
final class WavFileWriter implements AutoCloseable {
    private static final int HEADER_BYTES = 44;
    private static final long LARGEST_SIZE = 0xFFFF_FFFFL;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final FileChannel channel;
    private final int sampleRateHz;
    private final int channels;
    private final ByteBuffer pending;
    private long dataBytes;
    private long toldBytes;

    WavFileWriter(Path file, int sampleRateHz, int channels) throws IOException {
        this.sampleRateHz = sampleRateHz;
        this.channels = channels;
        pending = ByteBuffer.allocate(sampleRateHz / 2 * 2 * channels) // half a second
                .order(ByteOrder.LITTLE_ENDIAN);
        channel = create(file);
        try {
            writeHeader();
            channel.position(HEADER_BYTES);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var folder = file.toAbsolutePath().getParent();
        if (!owners) {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return FileChannel.open(file, options);
        }
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        var channel = FileChannel.open(file, options, ownerOnly("rw-------"));
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

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Appends one sample; several channels take turns. */
    void append(short sample) throws IOException {
        if (pending.remaining() < Short.BYTES) {
            drain();
        }
        pending.putShort(sample);
    }

    private void drain() throws IOException {
        pending.flip();
        while (pending.hasRemaining()) {
            dataBytes += channel.write(pending);
        }
        pending.clear();
        if (dataBytes - toldBytes >= 2L * sampleRateHz * channels) {
            writeHeader();
        }
    }

    private void writeHeader() throws IOException {
        int bytesPerInstant = 2 * channels;
        var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(letters("RIFF")).putInt((int) Math.min(dataBytes + HEADER_BYTES - 8, LARGEST_SIZE));
        header.put(letters("WAVE")).put(letters("fmt ")).putInt(16);
        header.putShort((short) 1).putShort((short) channels);
        header.putInt(sampleRateHz).putInt(sampleRateHz * bytesPerInstant);
        header.putShort((short) bytesPerInstant).putShort((short) 16);
        header.put(letters("data"))
                .putInt((int) Math.min(dataBytes, LARGEST_SIZE))
                .flip();
        for (int at = 0; header.hasRemaining(); ) {
            at += channel.write(header, at);
        }
        toldBytes = dataBytes;
    }

    private static byte[] letters(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes what is left and the final sizes; the sizes even where the rest found no room. */
    @Override
    public void close() throws IOException {
        try (channel) {
            try {
                drain();
            } finally {
                writeHeader();
            }
        }
    }
}
