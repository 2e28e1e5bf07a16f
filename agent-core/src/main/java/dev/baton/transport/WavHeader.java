package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the audio of a WAV file begins, how long it is, and what it means.
 *
 * <p>Reads RIFF, its big-endian sister RIFX, and RF64 (EBU Tech 3306: sizes beyond 4 GiB in a chunk {@code ds64}), with the plain and the
 * extensible format chunk. Chunks that say nothing about the samples are passed over wherever they stand.
 *
 * @param dataBytes a whole number of samples of all channels
 */
record WavHeader(AudioFormat format, long dataOffset, long dataBytes) {
    /** A writer to a pipe cannot come back to fill in a size: ffmpeg leaves all ones, sox almost the largest signed number. */
    private static final long UNKNOWN_SIZE = 0x7FFF_F000L;

    private static final int MOST_CHUNKS = 1000;

    /** Bytes by their place in a file. */
    interface Content {
        long size();

        /** Fills the buffer from {@code at}, as far as the content goes. */
        void read(long at, ByteBuffer into) throws IOException;
    }

    /**
     * @param name what a person calls the file
     * @throws BatonException if it is not a WAV file, cannot be played, or ends early
     */
    static WavHeader read(String name, Content content) throws IOException {
        return new Reader(name, content).read();
    }

    private static final class Reader {
        private final String name;
        private final Content content;
        private final WavComplaint complaint;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        private @Nullable AudioFormat format;
        private long longDataBytes = -1;

        Reader(String name, Content content) {
            this.name = name;
            this.content = content;
            complaint = new WavComplaint(name);
        }

        WavHeader read() throws IOException {
            if (content.size() == 0) {
                throw complaint.empty("the file has 0 bytes");
            }
            var riff = bytes(0, (int) Math.min(12, content.size()));
            String id = tag(riff, 0);
            switch (id) {
                case "RIFF", "RF64" -> {}
                case "RIFX" -> order = ByteOrder.BIG_ENDIAN;
                default -> throw complaint.notWav(id);
            }
            if (riff.capacity() < 12) {
                throw complaint.endsInHeader(content.size());
            }
            if (!tag(riff, 8).equals("WAVE")) {
                throw complaint.notWav(id + " of type " + tag(riff, 8));
            }
            return chunks();
        }

        private WavHeader chunks() throws IOException {
            long at = 12;
            for (int count = 0; count < MOST_CHUNKS; count++) {
                if (at - content.size() >= 0 && at - content.size() <= 1 && format != null) {
                    throw complaint.empty("it has a header and no audio");
                }
                var head = required(at, 8);
                String id = tag(head, 0);
                long size = head.getInt(4) & 0xFFFF_FFFFL;
                if (id.equals("data")) {
                    return data(at + 8, size);
                }
                if (id.equals("fmt ")) {
                    format = format(required(at + 8, (int) Math.min(size, 40)));
                } else if (id.equals("ds64")) {
                    longDataBytes = required(at + 8, 16).getLong(8);
                }
                at += 8 + size + (size & 1);
            }
            throw complaint.notWav("RIFF with more than " + MOST_CHUNKS + " chunks before its audio");
        }

        private WavHeader data(long offset, long declared) {
            if (format == null) {
                throw complaint.notWav("RIFF whose audio comes before its format");
            }
            long available = content.size() - offset;
            long size = declared == 0xFFFF_FFFFL ? longDataBytes >= 0 ? longDataBytes : available : declared;
            if (size >= UNKNOWN_SIZE && size <= 0xFFFF_FFFFL && size > available) {
                size = available;
            }
            if (size > available) {
                throw complaint.endsInAudio(format, available, size);
            }
            int bytesPerInstant = format.channels() * format.encoding().bytesPerSample();
            long whole = size - size % bytesPerInstant;
            if (whole == 0) {
                throw complaint.empty("its audio is " + size + " bytes long");
            }
            return new WavHeader(format, offset, whole);
        }

        private AudioFormat format(ByteBuffer chunk) {
            if (chunk.capacity() < 16) {
                throw complaint.notWav("RIFF with a format of " + chunk.capacity() + " bytes");
            }
            int tag = chunk.getShort(0) & 0xFFFF;
            if (tag == WavComplaint.EXTENSIBLE && chunk.capacity() >= 26) {
                tag = chunk.getShort(24) & 0xFFFF; // the sub-format's first two bytes are the plain tag
            }
            int channels = chunk.getShort(2) & 0xFFFF;
            int bits = chunk.getShort(14) & 0xFFFF;
            var encoding = encoding(tag, bits);
            if (encoding == null) {
                throw complaint.unsupportedEncoding(tag, bits);
            }
            if (channels < 1 || channels > 8) {
                throw complaint.unsupportedChannels(channels);
            }
            int bytesPerInstant = chunk.getShort(12) & 0xFFFF;
            if (bytesPerInstant != channels * encoding.bytesPerSample()) {
                throw complaint.contradiction(channels, bits, bytesPerInstant);
            }
            int sampleRateHz = chunk.getInt(4);
            if (!AudioFormat.SAMPLE_RATES_HZ.contains(sampleRateHz)) {
                throw complaint.unsupportedRate(sampleRateHz & 0xFFFF_FFFFL);
            }
            return new AudioFormat(encoding, sampleRateHz, channels, order);
        }

        private static @Nullable AudioEncoding encoding(int tag, int bits) {
            return switch (tag << 16 | bits) {
                case 1 << 16 | 16 -> AudioEncoding.LINEAR16;
                case 1 << 16 | 32 -> AudioEncoding.LINEAR32;
                case 3 << 16 | 32 -> AudioEncoding.FLOAT32;
                case 6 << 16 | 8 -> AudioEncoding.ALAW;
                case 7 << 16 | 8 -> AudioEncoding.MULAW;
                default -> null;
            };
        }

        private ByteBuffer required(long at, int length) throws IOException {
            if (at + length > content.size()) {
                throw complaint.endsInHeader(content.size());
            }
            return bytes(at, length);
        }

        private ByteBuffer bytes(long at, int length) throws IOException {
            var buffer = ByteBuffer.allocate(length).order(order);
            content.read(at, buffer);
            if (buffer.hasRemaining()) {
                throw new BatonException(
                        ErrorCode.FILE_UNREADABLE, name + " became shorter while it was read", "", "try again");
            }
            return buffer;
        }

        /** The four letters at {@code at}, as far as there are any. */
        private static String tag(ByteBuffer bytes, int at) {
            var letters = new byte[Math.min(4, bytes.capacity() - at)];
            bytes.get(at, letters);
            return new String(letters, StandardCharsets.ISO_8859_1);
        }
    }
}
