package dev.baton.transport;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.SampleEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A WAV file under way, of any {@link AudioEncoding}; RIFF, or RIFX where the format's bytes are big-endian. Half a second of audio is written at a time and the header made true once a second, so that
 * a crash costs at most the last second and a half. Blocks; used from one thread.
 *
 * <p>Beyond 4 GiB the sizes in the header stay at their largest value, which players take for "until the end".
 */
public final class WavFileWriter implements AutoCloseable {
    private static final long LARGEST_SIZE = 0xFFFF_FFFFL;

    private final FileChannel channel;
    private final AudioFormat format;
    private final int headerBytes;
    private final ByteBuffer pending;
    private final short[] one = new short[1];
    private long dataBytes;
    private long toldBytes;

    /**
     * An ordinary file.
     *
     * @param file made or overwritten, with missing folders
     * @param format samples of several channels take turns
     * @throws IOException if the file cannot be made
     */
    public static WavFileWriter create(Path file, AudioFormat format) throws IOException {
        return new WavFileWriter(file, format, false);
    }

    /** The same, readable by its owner only, folders made for it too, where the file system knows owners: for what callers say. */
    public static WavFileWriter createForOwner(Path file, AudioFormat format) throws IOException {
        return new WavFileWriter(file, format, true);
    }

    private WavFileWriter(Path file, AudioFormat format, boolean ownerOnly) throws IOException {
        this.format = format;
        headerBytes = isPcm() ? 44 : 58;
        pending = ByteBuffer.allocate(format.bytesPerSecond() / 2 / bytesPerInstant() * bytesPerInstant())
                .order(format.byteOrder());
        channel = create(file, ownerOnly);
        try {
            writeHeader();
            channel.position(headerBytes);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private boolean isPcm() {
        return format.encoding() == AudioEncoding.LINEAR16 || format.encoding() == AudioEncoding.LINEAR32;
    }

    private int bytesPerInstant() {
        return format.channels() * format.encoding().bytesPerSample();
    }

    private static FileChannel create(Path file, boolean ownerOnly) throws IOException {
        if (ownerOnly) {
            return OwnerOnlyFile.create(file);
        }
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Appends {@code samples[offset .. offset + length)}.
     *
     * @throws IOException if they cannot be written; what was written before is kept
     */
    public void append(short[] samples, int offset, int length) throws IOException {
        int width = format.encoding().bytesPerSample();
        for (int done = 0; done < length; ) {
            if (pending.remaining() < width) {
                drain();
            }
            int count = Math.min(length - done, pending.remaining() / width);
            SampleEncoder.encode(format.encoding(), samples, offset + done, count, pending);
            done += count;
        }
    }

    /** Appends one sample. */
    void append(short sample) throws IOException {
        one[0] = sample;
        append(one, 0, 1);
    }

    private void drain() throws IOException {
        pending.flip();
        try {
            while (pending.hasRemaining()) {
                dataBytes += channel.write(pending);
            }
        } finally {
            pending.compact(); // what could not be written is tried again
        }
        if (dataBytes - toldBytes >= format.bytesPerSecond()) {
            writeHeader();
        }
    }

    /** Encodings other than plain integers have the size of an extension, here none, and a chunk that counts samples ("New Multimedia Data Types and Data Techniques", Microsoft 1994). */
    private void writeHeader() throws IOException {
        var header = ByteBuffer.allocate(headerBytes).order(format.byteOrder());
        header.put(letters(format.byteOrder() == ByteOrder.BIG_ENDIAN ? "RIFX" : "RIFF"))
                .putInt(clipped(dataBytes + dataBytes % 2 + headerBytes - 8));
        header.put(letters("WAVE")).put(letters("fmt ")).putInt(isPcm() ? 16 : 18);
        header.putShort(tag()).putShort((short) format.channels());
        header.putInt(format.sampleRateHz()).putInt(format.bytesPerSecond());
        header.putShort((short) bytesPerInstant())
                .putShort((short) (8 * format.encoding().bytesPerSample()));
        if (!isPcm()) {
            header.putShort((short) 0);
            header.put(letters("fact")).putInt(4).putInt(clipped(dataBytes / bytesPerInstant()));
        }
        header.put(letters("data")).putInt(clipped(dataBytes)).flip();
        for (int at = 0; header.hasRemaining(); ) {
            at += channel.write(header, at);
        }
        toldBytes = dataBytes;
    }

    private short tag() {
        return switch (format.encoding()) {
            case LINEAR16, LINEAR32 -> 1;
            case FLOAT32 -> 3;
            case ALAW -> 6;
            case MULAW -> 7;
        };
    }

    private static int clipped(long size) {
        return (int) Math.min(size, LARGEST_SIZE);
    }

    private static byte[] letters(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes what is left, the byte that makes its number even, and the final sizes; the sizes even where the rest found no room. May be called twice. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            try {
                drain();
                if (dataBytes % 2 != 0) {
                    channel.write(ByteBuffer.allocate(1));
                }
            } finally {
                writeHeader();
            }
        }
    }
}
